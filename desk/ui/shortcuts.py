"""All keys on one page, over the window."""

from PySide6.QtWidgets import QGridLayout, QWidget

from desk.ui.theme import HEAD, TEXT, Look
from desk.ui.widgets.label import Label, Sheet
from desk.ui.widgets.overlay import Overlay


class ShortcutsOverlay(Overlay):
    """What each key does."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        block = Sheet(look, pad=22)
        super().__init__(look, block, 520, parent)
        block.rows.addWidget(Label(look, self.tr("快捷键"), size=HEAD, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(8))
        grid.setColumnStretch(1, 1)
        for row, (key, text) in enumerate(self._keys()):
            grid.addWidget(Label(look, key, size=TEXT, bold=True, wrap=False), row, 0)
            grid.addWidget(Label(look, text, size=TEXT), row, 1)
        block.rows.addLayout(grid)
        block.rows.addStretch(1)
        block.rows.addWidget(
            Label(
                look,
                self.tr("扫一下小票，打开那张单子；再扫一下，走下一步。按 Esc 关闭这一页。"),
                colour="muted",
            )
        )

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("选中的单子走下一步：接单、开始做、做好了、送到")),
            (self.tr("空格"), self.tr("同上")),
            ("↑ ↓", self.tr("上一张、下一张")),
            ("← →", self.tr("换一列")),
            ("1 – 9", self.tr("选这一列的第几张")),
            ("R", self.tr("补打这单的小票")),
            ("U", self.tr("撤销上一步")),
            ("D", self.tr("拒单或取消")),
            ("X", self.tr("选几单一起走下一步")),
            ("/", self.tr("查找：单号、姓名、手机尾号、品名、备注")),
            ("N", self.tr("新单：电话或柜台来的订单")),
            ("Ctrl+V", self.tr("把复制的微信聊天变成新单")),
            ("C", self.tr("顾客")),
            ("S", self.tr("销售")),
            ("M", self.tr("消息")),
            ("G", self.tr("商品：售罄、价格、库存")),
            ("H", self.tr("营业：暂停、忙、时间、时段、送货")),
            ("P", self.tr("看打印机")),
            ("W", self.tr("微信")),
            ("E", self.tr("打单据：日结、待做合计、送货单、对账")),
            ("Q", self.tr("提示音：知道了，静音一分钟")),
            ("+ −", self.tr("放大、缩小")),
            ("F11", self.tr("全屏")),
            ("Esc", self.tr("返回")),
        ]
