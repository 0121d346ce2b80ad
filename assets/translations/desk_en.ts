<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccountBlock</name>
    <message>
        <source>回调地址（URL）</source>
        <translation>Callback address (URL)</translation>
    </message>
    <message>
        <source>令牌（Token）</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>消息加解密密钥（EncodingAESKey）</source>
        <translation>Message key (EncodingAESKey)</translation>
    </message>
    <message>
        <source>这个号能做</source>
        <translation>What this account can do</translation>
    </message>
    <message>
        <source>这个号做不到（微信不开放）</source>
        <translation>What it cannot do (WeChat does not allow it)</translation>
    </message>
    <message>
        <source>▲ 启用服务器配置以后，这个号原来的菜单和自动回复都会停用</source>
        <translation>▲ Once the server is switched on, the account&apos;s old menu and automatic replies stop</translation>
    </message>
    <message>
        <source>在公众号后台按这个顺序做：</source>
        <translation>In WeChat&apos;s console, in this order:</translation>
    </message>
</context>
<context>
    <name>AreaRow</name>
    <message>
        <source>区域</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>望京</source>
        <translation>Downtown</translation>
    </message>
    <message>
        <source>地址里有这些字</source>
        <translation>Words of the address</translation>
    </message>
    <message>
        <source>望京、来广营；不填就是哪儿都算</source>
        <translation>Downtown, Harbour; nothing for everywhere</translation>
    </message>
    <message>
        <source>运费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>起送</source>
        <translation>Least order</translation>
    </message>
    <message>
        <source>去掉这个区域</source>
        <translation>Remove this area</translation>
    </message>
    <message>
        <source>写上区域的名字。</source>
        <translation>Give the area a name.</translation>
    </message>
    <message>
        <source>运费和起送写成 8 或 8.50。</source>
        <translation>Write fee and least order like 8 or 8.50.</translation>
    </message>
</context>
<context>
    <name>AreasBlock</name>
    <message>
        <source>送货区域</source>
        <translation>Delivery areas</translation>
    </message>
    <message>
        <source>一行也不写：哪儿都送，不收运费。写了：地址里有那些字才送，从上往下第一个对上的算。</source>
        <translation>With no row, the shop delivers everywhere for nothing. With rows, an address must hold one of their words; the first row that fits counts.</translation>
    </message>
    <message>
        <source>加一个区域</source>
        <translation>Add area</translation>
    </message>
</context>
<context>
    <name>BestChoice</name>
    <message>
        <source>按金额</source>
        <translation>By money</translation>
    </message>
    <message>
        <source>按次数</source>
        <translation>By orders</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>存成表格文件（CSV），Excel、WPS 都能打开</source>
        <translation>Save as a table (CSV) that Excel and others open</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>从前台的打印机出来</source>
        <translation>Comes out of the counter&apos;s printer</translation>
    </message>
</context>
<context>
    <name>Bubbles</name>
    <message>
        <source>更早的 {n} 条</source>
        <extracomment>Messages shown at first, and how many more at a press. A run of letters longer than this, an address say, may be broken anywhere.</extracomment>
        <translation>{n} earlier</translation>
    </message>
    <message>
        <source>复制这段话</source>
        <translation>Copy this text</translation>
    </message>
    <message>
        <source>已在微信里回了</source>
        <translation>Answered in WeChat</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>已复制 ✓</source>
        <translation>Copied ✓</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>店铺没有回应，稍后再核对</source>
        <extracomment>A source&apos;s reason and what a person does about it.</extracomment>
        <translation>The shop does not answer; checked again later</translation>
    </message>
    <message>
        <source>店铺请我们慢一点，稍后再核对</source>
        <translation>The shop asks us to slow down; checked again later</translation>
    </message>
    <message>
        <source>店铺不认这个密钥，请换一个</source>
        <translation>The shop does not accept the key; make a new one</translation>
    </message>
    <message>
        <source>这个网址上没有店铺，请检查</source>
        <translation>There is no shop at this address; look at it</translation>
    </message>
    <message>
        <source>这个网址上不是店铺，请检查</source>
        <translation>What answers at this address is no shop; look at it</translation>
    </message>
    <message>
        <source>店铺停用了推送，请到店铺后台重新启用</source>
        <translation>The shop switched its webhook off; switch it on again there</translation>
    </message>
    <message>
        <source>中继连不上，稍后再核对</source>
        <translation>The relay cannot be reached; checked again later</translation>
    </message>
    <message>
        <source>核对时程序出错，日志里有记录</source>
        <translation>The check met an error of its own; the log says where</translation>
    </message>
    <message>
        <source>这台电脑存不了订单</source>
        <translation>This computer cannot keep orders</translation>
    </message>
    <message>
        <source>还没核对</source>
        <translation>Not checked yet</translation>
    </message>
    <message>
        <source>刚刚核对，缺 {n} 单</source>
        <translation>checked just now, {n} missing</translation>
    </message>
    <message>
        <source>{ago}前核对，缺 {n} 单</source>
        <translation>checked {ago} ago, {n} missing</translation>
    </message>
    <message>
        <source>收不进来：{ids}</source>
        <translation>Cannot be taken: {ids}</translation>
    </message>
    <message>
        <source>太久没核对</source>
        <translation>Not checked for too long</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>微信收款码</source>
        <translation>WeChat Pay code</translation>
    </message>
</context>
<context>
    <name>ComingRow</name>
    <message>
        <source>从哪天起</source>
        <translation>From which day</translation>
    </message>
    <message>
        <source>12-01</source>
        <translation>12-01</translation>
    </message>
    <message>
        <source>新价格</source>
        <translation>New price</translation>
    </message>
    <message>
        <source>点一下换渠道</source>
        <translation>Press for another channel</translation>
    </message>
    <message>
        <source>去掉这个价格</source>
        <translation>Remove this price</translation>
    </message>
    <message>
        <source>要写今天以后的日子；今天就改，改上面的价格。</source>
        <translation>Name a day after today; for today change the price above.</translation>
    </message>
    <message>
        <source>日子写成 12-01 或 2026-12-01。</source>
        <translation>Write a day like 12-01 or 2026-12-01.</translation>
    </message>
    <message>
        <source>价格写成 168 或 168.50。</source>
        <translation>Write a price like 168 or 168.50.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>写回复，按 Enter 发送</source>
        <extracomment>The longest answer, in characters: WeChat takes 2048 bytes.</extracomment>
        <translation>Write an answer, Enter sends it</translation>
    </message>
    <message>
        <source>发送</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>太长了：最多 {most} 字，现在 {n} 字。分两次发。</source>
        <translation>Too long: {n} characters, at most {most}. Send it in two.</translation>
    </message>
    <message>
        <source>快捷回复</source>
        <translation>Ready replies</translation>
    </message>
    <message>
        <source>改快捷回复</source>
        <translation>Edit ready replies</translation>
    </message>
    <message>
        <source>一行一句，最多 30 句。全部删掉就用回原来的。</source>
        <translation>One on each line, at most 30. Delete all to get the shipped ones back.</translation>
    </message>
    <message>
        <source>快捷回复，一行一句</source>
        <translation>Ready replies, one on each line</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>CopyRow</name>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>隐藏</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>已复制 ✓</source>
        <translation>Copied ✓</translation>
    </message>
</context>
<context>
    <name>DateRow</name>
    <message>
        <source>哪天</source>
        <extracomment>The longest time between an order and when it can be had, in minutes.</extracomment>
        <translation>Day</translation>
    </message>
    <message>
        <source>10-01</source>
        <translation>10-01</translation>
    </message>
    <message>
        <source>那天的时间</source>
        <translation>Hours of that day</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>去掉这一天</source>
        <translation>Remove this day</translation>
    </message>
    <message>
        <source>日子写成 10-01 或 2026-10-01。</source>
        <translation>Write a day like 10-01 or 2026-10-01.</translation>
    </message>
    <message>
        <source>时间写成 9:00-12:00, 13:30-20:00；不填就是休息。</source>
        <translation>Write times like 9:00-12:00, 13:30-20:00; nothing for a day off.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>小票台没有开起来，先照上面说的做。</source>
        <translation>The desk did not start. First do what is said above.</translation>
    </message>
    <message>
        <source>小票台还没准备好，稍等一下再试。</source>
        <translation>The desk is still starting. Try again in a moment.</translation>
    </message>
    <message>
        <source>正在收尾：打完手上这张小票就关。</source>
        <extracomment>What the desk consists of; imported in a thread, so that the window answers meanwhile. A desk that takes longer than so many seconds to close says why.</extracomment>
        <translation>Closing as soon as the ticket at hand is printed.</translation>
    </message>
    <message>
        <source>打完手上这张小票，就用新的设置。</source>
        <translation>After the ticket in hand the new settings apply.</translation>
    </message>
    <message>
        <source>写好了，关掉小票台再打开就生效</source>
        <translation>Saved; it applies once Order Desk is closed and opened again</translation>
    </message>
    <message>
        <source>小票台没有开起来：{why}</source>
        <translation>The desk did not start: {why}</translation>
    </message>
    <message>
        <source>出了意料之外的问题（{kind}）。关掉再打开；还是不行，把 desk.log 发给我们。</source>
        <translation>Something unexpected went wrong ({kind}). Close the desk and open it again; if that does not help, send us desk.log.</translation>
    </message>
    <message>
        <source>{number} 已下单</source>
        <extracomment>Seconds that changed orders are gathered before they are shown: about two frames. The same for printers and the day&apos;s totals. How often the day is looked at when nothing happens. Seconds that what was asked last may take when the window closes.</extracomment>
        <translation>{number} is placed</translation>
    </message>
    <message>
        <source>已交给打印机</source>
        <translation>Handed to the printer</translation>
    </message>
    <message>
        <source>这个文件读不了：{why}</source>
        <translation>This file cannot be read: {why}</translation>
    </message>
    <message>
        <source>收进 {taken} 单，{known} 单早就有，{refused} 处不对</source>
        <translation>{taken} orders taken, {known} known already, {refused} faults</translation>
    </message>
    <message>
        <source>现在暂停接单：{reason}</source>
        <translation>The shop takes no orders now: {reason}</translation>
    </message>
    <message>
        <source>{product} 已经下架。</source>
        <translation>{product} is no longer sold.</translation>
    </message>
    <message>
        <source>{product} 卖完了。</source>
        <translation>{product} is sold out.</translation>
    </message>
    <message>
        <source>{product} 只剩 {left} 份。</source>
        <translation>Only {left} of {product} left.</translation>
    </message>
    <message>
        <source>这个地址不在配送范围。</source>
        <translation>The shop does not deliver to this address.</translation>
    </message>
    <message>
        <source>{area} 满 {minimum} 起送，现在是 {total}。</source>
        <translation>Delivery to {area} starts at {minimum}; this is {total}.</translation>
    </message>
    <message>
        <source>现在没有营业，最早 {opens}。</source>
        <translation>The shop is closed now; the earliest is {opens}.</translation>
    </message>
    <message>
        <source>这个时间不营业，或者来不及做。</source>
        <translation>The shop is closed then, or there is not enough time.</translation>
    </message>
    <message>
        <source>这个时间已经约满。</source>
        <translation>This time is fully booked.</translation>
    </message>
    <message>
        <source>名次|姓名|电话|单数|金额（{currency}）|第一次|最近一次|该来的日子|最爱买</source>
        <extracomment>A cell that begins so is taken for a formula by spreadsheet programs.</extracomment>
        <translation>Place|Name|Phone|Orders|Amount ({currency})|First order|Last order|Expected|Favourite</translation>
    </message>
    <message>
        <source>合在一起了。卡片上可以撤销。</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Prints customers under a title. Shows a passing message: text and kind. Gives an order by its id. Raises NotFound. Seconds that changes are gathered before they are shown. Rows of a list that are read anew whenever an order changes.</extracomment>
        <translation>Merged. The card can undo it.</translation>
    </message>
    <message>
        <source>分开了，{name} 又是单独一位。</source>
        <translation>Undone: {name} is a customer of their own again.</translation>
    </message>
    <message>
        <source>VIP 名单</source>
        <translation>VIP list</translation>
    </message>
    <message>
        <source>{name} 售罄了，微信里不能再点</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Shows a passing message: text and kind. Shows a passing message with a button that takes what was done back. Seconds that changes are gathered before they are shown. The side of a picture on the page, in pixels; the largest file that is taken over, in bytes.</extracomment>
        <translation>{name} is sold out; nobody can order it in WeChat</translation>
    </message>
    <message>
        <source>{name} 又可以点了</source>
        <translation>{name} can be ordered again</translation>
    </message>
    <message>
        <source>{name} 存好了，菜单里马上就是新的</source>
        <translation>{name} is saved; the menu has it at once</translation>
    </message>
    <message>
        <source>{name} 删掉了</source>
        <translation>{name} was removed</translation>
    </message>
    <message>
        <source>商品没有变：表格里有 {n} 处不对。第一处：{fault}</source>
        <translation>Nothing was changed: the file has {n} mistakes. The first: {fault}</translation>
    </message>
    <message>
        <source>第 {row} 行的 {column} 写得不对</source>
        <translation>{column} in row {row} is not right</translation>
    </message>
    <message>
        <source>一样商品也没有</source>
        <translation>it holds no product</translation>
    </message>
    <message>
        <source>换成了表格里的 {n} 样商品</source>
        <translation>The {n} products of the file are on sale now</translation>
    </message>
    <message>
        <source>写不到这个文件：{why}</source>
        <translation>This file cannot be written: {why}</translation>
    </message>
    <message>
        <source>写好了 {n} 样商品：{name}</source>
        <translation>{n} products written: {name}</translation>
    </message>
    <message>
        <source>这张图片太大了。</source>
        <translation>This picture is too large.</translation>
    </message>
    <message>
        <source>选一张 25 MB 以下的。</source>
        <translation>Choose one below 25 MB.</translation>
    </message>
    <message>
        <source>这张图片读不了：{why}</source>
        <translation>This picture cannot be read: {why}</translation>
    </message>
    <message>
        <source>这个文件不是能用的图片。</source>
        <translation>This file is no picture that can be used.</translation>
    </message>
    <message>
        <source>选一张 JPG、PNG 或 WebP。</source>
        <translation>Choose a JPG, PNG or WebP.</translation>
    </message>
    <message>
        <source>写好了 {n} 位顾客：{name}</source>
        <translation>{n} customers written to {name}</translation>
    </message>
    <message>
        <source>暂停接单：{text}</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Shows a passing message with a button that takes what was done back. What changes the rules.</extracomment>
        <translation>Orders are paused: {text}</translation>
    </message>
    <message>
        <source>{text}（到 {time}）</source>
        <translation>{text} (until {time})</translation>
    </message>
    <message>
        <source>存好了，从现在起按新的来</source>
        <translation>Saved; the new rules hold from now on</translation>
    </message>
    <message>
        <source>暂停接单了，微信里马上就看得到</source>
        <translation>Orders are paused; WeChat says so at once</translation>
    </message>
    <message>
        <source>又接单了</source>
        <translation>Taking orders again</translation>
    </message>
    <message>
        <source>从现在起每单多等 {n} 分钟</source>
        <translation>From now on every order takes {n} minutes more</translation>
    </message>
    <message>
        <source>文件夹不能写，或者文件正开着</source>
        <translation>the folder cannot be written, or the file is open</translation>
    </message>
    <message>
        <source>写好了：{name}</source>
        <translation>Written: {name}</translation>
    </message>
    <message>
        <source>提示音静音 {n} 秒。按 Q 或点这里，恢复声音。</source>
        <extracomment>Prints that nobody took these orders: their numbers. Seconds between two looks while something waits, and between two checks whether a sound would be heard.</extracomment>
        <translation>Quiet for {n} seconds. Press Q or here to hear it again.</translation>
    </message>
    <message>
        <source>{n} 张新单等人接。接单、点开，或者点这里：知道了（Q）</source>
        <translation>{n} new orders wait. Accept or open them, or press here: I heard it (Q)</translation>
    </message>
    <message>
        <source>有打印机停了，看“打印机”。点这里：知道了（Q）</source>
        <translation>A printer has stopped: see Printers. Press here: I heard it (Q)</translation>
    </message>
    <message>
        <source>新单来了不会响：这台电脑没有放声音的程序。装上 pipewire 或 alsa-utils，或者盯着屏幕。</source>
        <translation>New orders make no sound: this computer has no program that plays it. Install pipewire or alsa-utils, or watch the screen.</translation>
    </message>
    <message>
        <source>新单来了不会响：没有找到音箱。接上音箱或耳机，或者盯着屏幕。</source>
        <translation>New orders make no sound: there is no loudspeaker. Connect one, or watch the screen.</translation>
    </message>
    <message>
        <source>新单来了不会响：电脑静音了。把音量打开。</source>
        <translation>New orders make no sound: this computer is muted. Turn the volume up.</translation>
    </message>
    <message>
        <source>新单来了不会响：上次没放出声音。看看音箱和音量。</source>
        <translation>New orders make no sound: the last one could not be played. Look at loudspeaker and volume.</translation>
    </message>
    <message>
        <source>没能找下去：{why}</source>
        <translation>The search stopped: {why}</translation>
    </message>
    <message>
        <source>打印机加好了，打一张测试页看看</source>
        <translation>The printer is added; print a test page to see</translation>
    </message>
    <message>
        <source>还有小票在等这台打印机，打完再移除</source>
        <translation>Tickets still wait for this printer; remove it when they are printed</translation>
    </message>
    <message>
        <source>设置又改过了，撤不回来，请重新添加</source>
        <translation>The settings changed since; please add it again</translation>
    </message>
    <message>
        <source>打印机移除了</source>
        <translation>Printer removed</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>（{time} 开始做）</source>
        <translation> (start at {time})</translation>
    </message>
    <message>
        <source>顾客</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>来自</source>
        <translation>From</translation>
    </message>
    <message>
        <source>流水</source>
        <translation>Reference</translation>
    </message>
    <message>
        <source>配送费</source>
        <translation>Delivery fee</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>已付 {method}</source>
        <translation>Paid, {method}</translation>
    </message>
    <message>
        <source>待收 {method}</source>
        <translation>To collect, {method}</translation>
    </message>
    <message>
        <source>▲ 金额不符：明细加起来和合计不一样，请和顾客核对。</source>
        <translation>▲ Does not add up: the items come to another sum than the total. Check with the customer.</translation>
    </message>
    <message>
        <source>补打这张</source>
        <translation>Print this again</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>点一张单子，这里就是它的全部：
地址、要求、经过和小票。</source>
        <translation>Choose an order to see all of it here:
address, wishes, history and tickets.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>接单，{n} 分钟后好</source>
        <translation>Accept, ready in {n} min</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>催单</source>
        <translation>Rush</translation>
    </message>
    <message>
        <source>已收款</source>
        <translation>Money received</translation>
    </message>
    <message>
        <source>收款…</source>
        <translation>Take money…</translation>
    </message>
    <message>
        <source>退款…</source>
        <translation>Refund…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>History</translation>
    </message>
    <message>
        <source>小票 {n}</source>
        <translation>Tickets {n}</translation>
    </message>
</context>
<context>
    <name>EmptyBoard</name>
    <message>
        <source>新单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>看打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>换个说法试试：单号、姓名、品名或备注里的字。按 Esc 看全部。</source>
        <translation>Try a number, name, product or a word of the note. Esc shows everything.</translation>
    </message>
    <message>
        <source>这里还是空的</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>以后才做的预订和今天结束的订单会放在这里。</source>
        <translation>Pre-orders for later and orders finished today will stand here.</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>No orders yet</translation>
    </message>
    <message>
        <source>顾客一下单，订单就出现在这里，小票也会自己打印。
电话或柜台来的订单，按 N 自己输入。</source>
        <translation>As soon as a customer orders, the order stands here and its tickets print by themselves.
Press N to type in an order from the phone or the counter.</translation>
    </message>
</context>
<context>
    <name>ExportOverlay</name>
    <message>
        <source>导出看到的这段时间</source>
        <translation>Export what is shown</translation>
    </message>
    <message>
        <source>Excel 表格</source>
        <translation>Excel workbook</translation>
    </message>
    <message>
        <source>每种统计一张表，数字可以接着算</source>
        <translation>One sheet for each table, numbers you can go on reckoning with</translation>
    </message>
    <message>
        <source>CSV 表格</source>
        <translation>CSV table</translation>
    </message>
    <message>
        <source>一张表，记账软件都能读</source>
        <translation>One table that every bookkeeping program reads</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>打印或发给会计，A4 纸</source>
        <translation>To print, or for the accountant; A4</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>发到群里看</source>
        <translation>To share in a chat</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>缺纸</source>
        <translation>Out of paper</translation>
    </message>
    <message>
        <source>纸快用完</source>
        <translation>Paper low</translation>
    </message>
    <message>
        <source>开盖</source>
        <translation>Open cover</translation>
    </message>
    <message>
        <source>断电再开</source>
        <translation>Power cycle</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>切刀故障</source>
        <translation>Cutter jam</translation>
    </message>
    <message>
        <source>不回答</source>
        <translation>Go silent</translation>
    </message>
    <message>
        <source>全部恢复</source>
        <translation>All well again</translation>
    </message>
</context>
<context>
    <name>FindPrinter</name>
    <message>
        <source>前台小票</source>
        <extracomment>What most receipt printers in a network listen on. More devices than a shop has are not listed.</extracomment>
        <translation>Counter slips</translation>
    </message>
    <message>
        <source>后厨单</source>
        <translation>Kitchen tickets</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>打印机地址</source>
        <translation>Printer address</translation>
    </message>
    <message>
        <source>用这个地址</source>
        <translation>Use this address</translation>
    </message>
    <message>
        <source>知道地址？填在这里</source>
        <translation>Know the address? Type it here</translation>
    </message>
    <message>
        <source>没有打印机，先用模拟的</source>
        <translation>No printer yet: use a simulated one</translation>
    </message>
    <message>
        <source>它打什么</source>
        <translation>What it prints</translation>
    </message>
    <message>
        <source>名字</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>比如 前台</source>
        <translation>e.g. counter</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>换一台</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>停</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>找打印机</source>
        <translation>Find printers</translation>
    </message>
    <message>
        <source>正在找：网络里问过 {done} / {total} 个地址</source>
        <translation>Searching: asked {done} of {total} network addresses</translation>
    </message>
    <message>
        <source>正在找：网络、USB 和这台电脑装好的打印机……</source>
        <translation>Searching the network, USB and this computer&apos;s printers …</translation>
    </message>
    <message>
        <source>没有找到。看看打印机开着没有、和电脑在不在同一个网络，再找一次；或者填它的地址。</source>
        <translation>Nothing found. Check that the printer is on and in the same network, then search again, or type its address.</translation>
    </message>
    <message>
        <source>打开打印机的电源，插好网线或 USB 线，再按一下。</source>
        <translation>Switch the printer on, plug in its network or USB cable, then press.</translation>
    </message>
    <message>
        <source>这不是地址，写成 192.168.1.50 这样</source>
        <translation>This is no address; write it like 192.168.1.50</translation>
    </message>
    <message>
        <source>模拟打印机</source>
        <translation>Simulated printer</translation>
    </message>
    <message>
        <source>换一个名字，每台一个</source>
        <translation>Choose another name; each printer has its own</translation>
    </message>
    <message>
        <source>给它一个名字</source>
        <translation>Give it a name</translation>
    </message>
</context>
<context>
    <name>FinderOverlay</name>
    <message>
        <source>添加打印机</source>
        <translation>Add a printer</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>没报型号的打印机</source>
        <translation>Printer without a model name</translation>
    </message>
    <message>
        <source>已经在用</source>
        <translation>In use already</translation>
    </message>
    <message>
        <source>打不了小票：这是标签机或办公打印机。</source>
        <translation>Cannot print tickets: a label or office printer.</translation>
    </message>
    <message>
        <source>用这台</source>
        <translation>Use this one</translation>
    </message>
</context>
<context>
    <name>Goods</name>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>柜台</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>网页</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>全部渠道</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>没有分类</source>
        <translation>No category</translation>
    </message>
    <message>
        <source>{channel}专享</source>
        <translation>{channel} only</translation>
    </message>
    <message>
        <source>剩 {n}</source>
        <translation>{n} left</translation>
    </message>
    <message>
        <source>今天 {n}/{limit}</source>
        <translation>{n}/{limit} today</translation>
    </message>
    <message>
        <source>今天卖了 {n}</source>
        <translation>{n} sold today</translation>
    </message>
    <message>
        <source>{stations} 出单</source>
        <translation>prints at {stations}</translation>
    </message>
    <message>
        <source>■ 售罄</source>
        <translation>■ Sold out</translation>
    </message>
    <message>
        <source>■ 卖完了</source>
        <translation>■ All gone</translation>
    </message>
    <message>
        <source>{day} 起 {price}</source>
        <translation>{price} from {day}</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>Sold out</translation>
    </message>
</context>
<context>
    <name>GoodsCard</name>
    <message>
        <source>回到商品</source>
        <translation>Back to the products</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>恢复销售</source>
        <translation>Sell again</translation>
    </message>
    <message>
        <source>往前排一位：微信菜单里的号跟着变</source>
        <translation>One place up: its number in the WeChat menu changes too</translation>
    </message>
    <message>
        <source>往后排一位：微信菜单里的号跟着变</source>
        <translation>One place down: its number in the WeChat menu changes too</translation>
    </message>
    <message>
        <source>删掉这个商品；可以撤销</source>
        <translation>Remove this product; can be undone</translation>
    </message>
    <message>
        <source>不改了</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>新商品</source>
        <translation>New product</translation>
    </message>
</context>
<context>
    <name>GoodsForm</name>
    <message>
        <source>品名</source>
        <extracomment>The largest number of pieces that is taken for one.</extracomment>
        <translation>Product</translation>
    </message>
    <message>
        <source>草莓奶油蛋糕 6寸</source>
        <translation>Strawberry cake 6 in</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>蛋糕</source>
        <translation>Cakes</translation>
    </message>
    <message>
        <source>价格</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>还剩</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>每天最多</source>
        <translation>Per day</translation>
    </message>
    <message>
        <source>说明：顾客在菜单里看到的一两句话</source>
        <translation>Description: a sentence or two that customers read in the menu</translation>
    </message>
    <message>
        <source>写上品名。</source>
        <translation>Give it a name.</translation>
    </message>
    <message>
        <source>价格写成 168 或 168.50。</source>
        <translation>Write a price like 168 or 168.50.</translation>
    </message>
    <message>
        <source>写一个整数，不填就是不限。</source>
        <translation>Write a whole number, or nothing for no limit.</translation>
    </message>
    <message>
        <source>编号 {sku} 已经有了。</source>
        <translation>Number {sku} is taken.</translation>
    </message>
    <message>
        <source>编号里不要有空格。</source>
        <translation>No blanks in a number.</translation>
    </message>
    <message>
        <source>在哪儿卖</source>
        <translation>Sold where</translation>
    </message>
    <message>
        <source>至少选一个渠道；不想卖了，就点“售罄”。</source>
        <translation>Choose one at least; to stop selling it, press “Sold out”.</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>Choose picture</translation>
    </message>
    <message>
        <source>不要图片</source>
        <translation>No picture</translation>
    </message>
</context>
<context>
    <name>GoodsList</name>
    <message>
        <source>品名、编号、分类</source>
        <translation>Name, number, category</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>加商品</source>
        <translation>Add product</translation>
    </message>
    <message>
        <source>用表格文件换掉全部商品；可以撤销</source>
        <translation>Replace all products by those of a file; can be undone</translation>
    </message>
    <message>
        <source>导入表格</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>把全部商品存成表格文件</source>
        <translation>Save all products as a spreadsheet file</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nobody found for “{text}”</translation>
    </message>
    <message>
        <source>试试品名里的一个字，或者编号。</source>
        <translation>Try a part of the name, or the number.</translation>
    </message>
    <message>
        <source>都有货</source>
        <translation>Nothing is sold out</translation>
    </message>
    <message>
        <source>点商品右边的“售罄”，它就在这里，顾客也不能再点。</source>
        <translation>Press “Sold out” beside a product: it is listed here, and nobody can order it.</translation>
    </message>
    <message>
        <source>还没有商品</source>
        <translation>No products yet</translation>
    </message>
    <message>
        <source>点“加商品”写第一样，或者导入一张表格。写好以后，微信里的菜单两秒内就有。</source>
        <translation>Press “Add product” for the first one, or import a spreadsheet. The menu in WeChat has it within two seconds.</translation>
    </message>
</context>
<context>
    <name>GoodsPage</name>
    <message>
        <source>“{name}”改了还没存：先点“保存”，或者“不改了”。</source>
        <extracomment>Width at 100 % from which the list stands beside the card, and the card&apos;s own.</extracomment>
        <translation>“{name}” is not saved yet: press “Save”, or “Leave it”.</translation>
    </message>
    <message>
        <source>新商品</source>
        <translation>New product</translation>
    </message>
    <message>
        <source>导入商品</source>
        <translation>Import products</translation>
    </message>
    <message>
        <source>表格 (*.csv)</source>
        <translation>Table (*.csv)</translation>
    </message>
    <message>
        <source>导出商品</source>
        <translation>Export products</translation>
    </message>
    <message>
        <source>商品 {day}.csv</source>
        <translation>Products {day}.csv</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>Choose picture</translation>
    </message>
    <message>
        <source>图片 (*.jpg *.jpeg *.png *.webp *.gif *.bmp)</source>
        <translation>Pictures (*.jpg *.jpeg *.png *.webp *.gif *.bmp)</translation>
    </message>
    <message>
        <source>菜单就从这里来</source>
        <translation>This is where the menu comes from</translation>
    </message>
    <message>
        <source>点一样商品改它的价格、库存和图片。
卖完了，点它右边的“售罄”：微信里两秒内就不能再点。</source>
        <translation>Press a product to change its price, stock and picture.
When it is gone, press “Sold out” beside it: within two seconds nobody can order it.</translation>
    </message>
</context>
<context>
    <name>GroupBlock</name>
    <message>
        <source>这段时间还没有卖出</source>
        <translation>Nothing sold in this time yet</translation>
    </message>
    <message>
        <source>还有 {n} 种</source>
        <translation>{n} more</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{station}改单票</source>
        <translation>{station} change ticket</translation>
    </message>
    <message>
        <source>{station}取消票</source>
        <translation>{station} cancel ticket</translation>
    </message>
    <message>
        <source>{station}催单票</source>
        <translation>{station} rush ticket</translation>
    </message>
    <message>
        <source>{station}收款票</source>
        <translation>{station} paid ticket</translation>
    </message>
    <message>
        <source>{station}小票</source>
        <translation>{station} ticket</translation>
    </message>
    <message>
        <source>{time} 打到一半断了连接，可能只打了一部分。</source>
        <translation>{time}: the connection broke in the middle, so perhaps only a part was printed.</translation>
    </message>
    <message>
        <source>{time} 打印时程序重启过，可能已经打出来。</source>
        <translation>{time}: the desk restarted while printing; it may have come out.</translation>
    </message>
    <message>
        <source>{time} 打印机没有回答，可能已经打出来。</source>
        <translation>{time}: the printer did not answer; it may have come out.</translation>
    </message>
    <message>
        <source>这张票等得太久（从 {time} 起），还要打吗？</source>
        <translation>This ticket has waited since {time}. Do you still need it?</translation>
    </message>
    <message>
        <source>{time} 起不能确定，请去打印机那里看一眼。</source>
        <translation>Not certain since {time}. Please look at the printer.</translation>
    </message>
    <message>
        <source>排队等打印</source>
        <extracomment>Job state -&gt; sentence and tone. `{reason}`, `{n}` and `{by}` are filled in.</extracomment>
        <translation>queued</translation>
    </message>
    <message>
        <source>{by} 要求再打一次</source>
        <translation>{by} asked for another copy</translation>
    </message>
    <message>
        <source>等待：{reason}</source>
        <translation>Waiting: {reason}</translation>
    </message>
    <message>
        <source>开始打印</source>
        <translation>printing began</translation>
    </message>
    <message>
        <source>补打，第 {n} 次</source>
        <translation>printed again, copy {n}</translation>
    </message>
    <message>
        <source>已全部送到打印机，等它确认</source>
        <translation>all sent, waiting for the printer to confirm</translation>
    </message>
    <message>
        <source>打到一半缺纸，装纸后会继续</source>
        <translation>paper ran out half-way; goes on after new paper</translation>
    </message>
    <message>
        <source>打印机确认：已打印 ✓</source>
        <translation>the printer confirmed: printed ✓</translation>
    </message>
    <message>
        <source>已发送，此打印机无法确认</source>
        <translation>sent; this printer cannot confirm</translation>
    </message>
    <message>
        <source>可能已打印</source>
        <translation>maybe printed</translation>
    </message>
    <message>
        <source>{reason}，可能已打印</source>
        <translation>{reason}; maybe printed</translation>
    </message>
    <message>
        <source>等人看一眼：出来了吗？</source>
        <translation>somebody must look: did it come out?</translation>
    </message>
    <message>
        <source>{by} 看过：出来了 ✓</source>
        <translation>{by} looked: it came out ✓</translation>
    </message>
    <message>
        <source>不打了 {by}</source>
        <translation>not needed any more {by}</translation>
    </message>
    <message>
        <source>没有打，改单后由新票代替</source>
        <translation>not printed; replaced after the change</translation>
    </message>
    <message>
        <source>下单</source>
        <translation>Ordered</translation>
    </message>
    <message>
        <source>改单</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>催单</source>
        <translation>Rushed</translation>
    </message>
    <message>
        <source>要求补打</source>
        <translation>Reprint asked for</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>Last step undone</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>已付款 {amount}</source>
        <translation>Paid {amount}</translation>
    </message>
    <message>
        <source>已退款 {amount}</source>
        <translation>Refunded {amount}</translation>
    </message>
    <message>
        <source>▲ 要退款 {amount}：单子取消了，钱已经收了</source>
        <translation>▲ Refund {amount}: the order is off and its money came</translation>
    </message>
    <message>
        <source>▲ 退款 {amount} 没有成功，到微信支付商户平台看看</source>
        <translation>▲ Refunding {amount} failed: look at WeChat Pay&apos;s merchant pages</translation>
    </message>
    <message>
        <source>▲ 微信来了一笔对不上的钱 {amount}，没有算进去，到商户平台看看</source>
        <translation>▲ WeChat told of {amount} that was not asked for; it is not counted. Look at the merchant pages</translation>
    </message>
    <message>
        <source>没有付款，付款码作废了</source>
        <translation>Not paid; the code is void</translation>
    </message>
    <message>
        <source>{printer} · 第 {n} 次打印</source>
        <translation>{printer} · copy {n}</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>周一|周二|周三|周四|周五|周六|周日</source>
        <extracomment>How long a pause or a rush may last that is offered, in minutes: 0 to the end of the day, None until it is ended.</extracomment>
        <translation>Mon|Tue|Wed|Thu|Fri|Sat|Sun</translation>
    </message>
    <message>
        <source>直到我说</source>
        <translation>Until I say</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>30 分钟</source>
        <translation>30 minutes</translation>
    </message>
    <message>
        <source>1 小时</source>
        <translation>1 hour</translation>
    </message>
    <message>
        <source>{n} 小时</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>今天结束</source>
        <translation>the end of today</translation>
    </message>
    <message>
        <source>明天 {time}</source>
        <translation>Tomorrow {time}</translation>
    </message>
    <message>
        <source>直到你按“恢复接单”</source>
        <translation>Until you press “Take orders again”</translation>
    </message>
    <message>
        <source>{time} 自动恢复</source>
        <translation>Ends by itself: {time}</translation>
    </message>
    <message>
        <source>已暂停接单</source>
        <translation>Orders are paused</translation>
    </message>
    <message>
        <source>营业中</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>到 {time}</source>
        <translation>until {time}</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>两个月内没有营业时间</source>
        <translation>No opening within two months</translation>
    </message>
    <message>
        <source>{time} 开门，现在下的单排到那时</source>
        <translation>Opening: {time}. Orders placed now are for then</translation>
    </message>
    <message>
        <source>现在多等 {n} 分钟</source>
        <translation>{n} minutes more now</translation>
    </message>
    <message>
        <source>现在多等 {n} 分钟，{time} 恢复</source>
        <translation>{n} minutes more now, until {time}</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>不改了</source>
        <extracomment>Widths at 100 % from which there are two columns, and three.</extracomment>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>顾客 …{end}</source>
        <translation>Customer …{end}</translation>
    </message>
    <message>
        <source>我：{text}</source>
        <translation>Me: {text}</translation>
    </message>
    <message>
        <source>想找店主本人</source>
        <translation>Wants to talk to a person</translation>
    </message>
    <message>
        <source>做起来了才说想取消 {number}</source>
        <translation>Wants to cancel after work began {number}</translation>
    </message>
    <message>
        <source>做起来了才说想改 {number}</source>
        <translation>Wants a change after work began {number}</translation>
    </message>
    <message>
        <source>发来图片、语音或表情，要到微信里看</source>
        <translation>Sent a picture, voice or sticker: see it in WeChat</translation>
    </message>
    <message>
        <source>已处理</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>● 找人工</source>
        <translation>● Wants a person</translation>
    </message>
    <message>
        <source>▲ 想改单</source>
        <translation>▲ Wants a change</translation>
    </message>
    <message>
        <source>正在发…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>已送到微信 ✓</source>
        <translation>Taken by WeChat ✓</translation>
    </message>
    <message>
        <source>已在微信里回复</source>
        <translation>Answered in WeChat</translation>
    </message>
    <message>
        <source>▲ 没送到</source>
        <translation>▲ Not delivered</translation>
    </message>
    <message>
        <source>这个公众号没有主动发消息的接口。复制这段话，打开手机上的“公众号助手”（或 mp.weixin.qq.com 的“私信”），找到{name}，贴上发出。</source>
        <translation>WeChat gives this account no way to send messages by itself. Copy the text, open the app “公众号助手” on your phone (or “私信” at mp.weixin.qq.com), find {name}, paste it and send.</translation>
    </message>
    <message>
        <source>{name}已经超过 48 小时没有发消息，微信不让再主动发。等{name}再发一句，或打电话。</source>
        <translation>{name} has not written for 48 hours, so WeChat lets nobody write to them. Wait until {name} writes again, or call.</translation>
    </message>
    <message>
        <source>微信限制的条数用完了，要等{name}再发一句才能回。</source>
        <translation>WeChat&apos;s limit of messages is used up; wait until {name} writes again.</translation>
    </message>
    <message>
        <source>微信今天的发送次数用完了，明天再发；急的话到微信里直接回复{name}，或打电话。</source>
        <translation>WeChat&apos;s limit for today is used up; send it tomorrow. If it is urgent, answer {name} in WeChat itself or call.</translation>
    </message>
    <message>
        <source>微信说发得太快了，没有发出去。过一分钟再试。</source>
        <translation>WeChat says that this was too fast; it was not sent. Try again in a minute.</translation>
    </message>
    <message>
        <source>{name}已经不关注这个公众号了，微信不让再发。请打电话。</source>
        <translation>{name} no longer follows this account, so WeChat takes no messages for them. Please call.</translation>
    </message>
    <message>
        <source>中继进不了微信的接口，没有发出去：请架中继的人看看 AppSecret 和 IP 白名单。急的话到微信里直接回复{name}。</source>
        <translation>WeChat does not let the relay in, so it was not sent: whoever runs the relay should check the AppSecret and the IP whitelist. If it is urgent, answer {name} in WeChat itself.</translation>
    </message>
    <message>
        <source>太长了，没有发出去：微信一条最多收大约 680 个字，表情算得更多。分两条发。</source>
        <translation>Too long, so it was not sent: WeChat takes about 680 Chinese characters, and emoji count for more. Send it in two.</translation>
    </message>
    <message>
        <source>中继上没有填这个公众号的 AppSecret，发不出去：请架中继的人填上。现在先到微信里直接回复{name}。</source>
        <translation>The relay has no AppSecret of this account, so it cannot send: whoever runs the relay has to fill it in. For now answer {name} in WeChat itself.</translation>
    </message>
    <message>
        <source>微信封了这个公众号的发送接口，原因在 mp.weixin.qq.com 里看。急的话打电话给{name}。</source>
        <translation>WeChat has banned this account from sending; mp.weixin.qq.com says why. If it is urgent, call {name}.</translation>
    </message>
    <message>
        <source>中继连不上微信，没有发出去。过一会儿再试。</source>
        <translation>The relay cannot reach WeChat, so it was not sent. Try again in a while.</translation>
    </message>
    <message>
        <source>微信没有回音，{name}可能收到了，也可能没有。先到微信里看一眼：再试一次可能会发成两条。</source>
        <translation>WeChat did not answer: {name} may have it, or not. Look in WeChat first, since trying again may send it twice.</translation>
    </message>
    <message>
        <source>中继没有回答，不知道送到没有。再试一次不会发成两条。</source>
        <translation>The relay did not answer, so nobody knows whether it arrived. Trying again never sends it twice.</translation>
    </message>
    <message>
        <source>中继上已经没有这个公众号了。</source>
        <translation>The relay has this account no longer.</translation>
    </message>
    <message>
        <source>微信没有收下（{reason}）。再试一次；还是不行就到微信里直接回复{name}。</source>
        <translation>WeChat did not take it ({reason}). Try again; if it still fails, answer {name} in WeChat itself.</translation>
    </message>
    <message>
        <source>好的，马上安排。</source>
        <translation>All right, we are on it.</translation>
    </message>
    <message>
        <source>已经在做了，做好马上告诉您。</source>
        <translation>It is being made; we will tell you when it is ready.</translation>
    </message>
    <message>
        <source>抱歉，已经做好了，这次改不了。</source>
        <translation>Sorry, it is made already and cannot be changed.</translation>
    </message>
    <message>
        <source>可以改，我来处理。</source>
        <translation>We can change that, leave it to me.</translation>
    </message>
    <message>
        <source>骑手已经出发，请留意电话。</source>
        <translation>The courier is on the way, please mind your phone.</translation>
    </message>
    <message>
        <source>谢谢，欢迎下次再来！</source>
        <translation>Thank you, see you again!</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>品名</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>单价</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>少一份</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>多一份</source>
        <translation>One more</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>没有单号 {number}</source>
        <extracomment>Milliseconds a letter waits for the next one: a scanner sends one every few, a person none within this time. A burst of so many letters before Enter is a scan.</extracomment>
        <translation>There is no order {number}</translation>
    </message>
</context>
<context>
    <name>MarksBar</name>
    <message>
        <source>一起走下一步</source>
        <translation>Next step for all</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>不选了</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>选了 {n} 单</source>
        <translation>{n} marked</translation>
    </message>
    <message>
        <source>点要一起走的单子</source>
        <translation>Press the orders to take along</translation>
    </message>
</context>
<context>
    <name>MergeOverlay</name>
    <message>
        <source>谁也是“{name}”？</source>
        <extracomment>So many are offered.</extracomment>
        <translation>Who else is “{name}”?</translation>
    </message>
    <message>
        <source>两边的订单、电话、备忘会合在一起。合并以后随时可以撤销。</source>
        <translation>Orders, phone numbers and remarks of both are put together. It can be undone at any time.</translation>
    </message>
    <message>
        <source>没有别人叫这个名字。试试别的写法，或者电话的最后四位。</source>
        <translation>Nobody else has this name. Try another spelling, or the last four digits of the phone number.</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>和 {name} 合并</source>
        <translation>Merge with {name}</translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>点左边的一位顾客</source>
        <extracomment>Width at 100 % from which the list stands beside the conversation, and the list&apos;s own.</extracomment>
        <translation>Choose a customer at the left</translation>
    </message>
    <message>
        <source>机器人答不了的都在这里：找人工的、做起来以后还想改单的。
回完点“处理完了”，就交还给机器人。</source>
        <translation>Here is what the machine cannot answer: people who want a person, or a change after work began.
Press Done when you have answered, and the machine goes on.</translation>
    </message>
</context>
<context>
    <name>NewOrder</name>
    <message>
        <source>新单</source>
        <extracomment>The order that is asked about, and the one of which the clerk has read what stands against it.</extracomment>
        <translation>New order</translation>
    </message>
    <message>
        <source>粘贴聊天</source>
        <translation>Paste a chat</translation>
    </message>
    <message>
        <source>在微信里复制顾客的话，再点这里：姓名、电话、地址、时间和要的东西会填好</source>
        <translation>Copy what the customer wrote in WeChat, then press here: name, phone, address, time and items are filled in</translation>
    </message>
    <message>
        <source>再加一样</source>
        <translation>Add another</translation>
    </message>
    <message>
        <source>自取</source>
        <translation>Pickup</translation>
    </message>
    <message>
        <source>送货</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>堂食</source>
        <translation>Dine in</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>时间：18:00、明天 9:30，不填就是尽快</source>
        <translation>Time: 18:00, tomorrow 9:30; empty means as soon as possible</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>Wishes</translation>
    </message>
    <message>
        <source>已付现金</source>
        <translation>Paid in cash</translation>
    </message>
    <message>
        <source>已扫码付款</source>
        <translation>Paid by QR</translation>
    </message>
    <message>
        <source>到时再收</source>
        <translation>Collect later</translation>
    </message>
    <message>
        <source>下单</source>
        <translation>Place order</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>剪贴板是空的。先在微信里选中顾客的话，复制，再点这里。</source>
        <translation>Nothing was copied. Select what the customer wrote in WeChat, copy it, then press here.</translation>
    </message>
    <message>
        <source>照以前的单子填好了，看一遍再下单。</source>
        <translation>Filled in from the earlier order. Look it over, then place it.</translation>
    </message>
    <message>
        <source>复制的内容里没有找到订单。</source>
        <translation>No order was found in what was copied.</translation>
    </message>
    <message>
        <source>填好了，看一遍再下单。没看懂的：</source>
        <translation>Filled in: look it over before you place it. Not understood:</translation>
    </message>
    <message>
        <source>填好了，看一遍再下单。</source>
        <translation>Filled in: look it over before you place it.</translation>
    </message>
    <message>
        <source>先写要什么。</source>
        <translation>First write what they want.</translation>
    </message>
    <message>
        <source>时间看不懂，写成 18:00 或 明天 9:30。</source>
        <translation>Please write the time like 18:00 or tomorrow 9:30.</translation>
    </message>
    <message>
        <source>送到哪里？写上地址。</source>
        <translation>Where to? Write the address.</translation>
    </message>
    <message>
        <source>照样下单</source>
        <translation>Place anyway</translation>
    </message>
</context>
<context>
    <name>NowBlock</name>
    <message>
        <source>恢复接单</source>
        <extracomment>Minutes more that are offered.</extracomment>
        <translation>Take orders again</translation>
    </message>
    <message>
        <source>暂停接单，顾客看到这句话</source>
        <translation>Pause orders; customers read this</translation>
    </message>
    <message>
        <source>给顾客看的话</source>
        <translation>What customers read</translation>
    </message>
    <message>
        <source>今天太忙，暂时不接单了</source>
        <translation>We are too busy today to take more orders</translation>
    </message>
    <message>
        <source>暂停接单</source>
        <translation>Pause orders</translation>
    </message>
    <message>
        <source>不忙了</source>
        <translation>Not busy any more</translation>
    </message>
    <message>
        <source>忙不过来，每单多等</source>
        <translation>Too busy: every order takes longer by</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>多久</source>
        <translation>For how long</translation>
    </message>
    <message>
        <source>多等一会儿</source>
        <translation>Take longer</translation>
    </message>
    <message>
        <source>顾客看到：{text}</source>
        <translation>Customers read: {text}</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>问什么</source>
        <extracomment>So many questions one product may have.</extracomment>
        <translation>Question</translation>
    </message>
    <message>
        <source>甜度</source>
        <translation>Sugar</translation>
    </message>
    <message>
        <source>可以怎么选</source>
        <translation>The answers</translation>
    </message>
    <message>
        <source>正常、少糖、加奶油+5</source>
        <translation>usual, less sugar, extra cream+5</translation>
    </message>
    <message>
        <source>去掉这个选项</source>
        <translation>Remove this choice</translation>
    </message>
    <message>
        <source>左边写问什么，右边写可以怎么选，用顿号分开。</source>
        <translation>Write the question at the left and the answers at the right, with commas between.</translation>
    </message>
    <message>
        <source>“{name}”写了两次。</source>
        <translation>“{name}” stands there twice.</translation>
    </message>
    <message>
        <source>每个选择只写一次；加钱写成 加奶油+5。</source>
        <translation>Each answer once; what costs more is written: extra cream+5.</translation>
    </message>
</context>
<context>
    <name>OptionsBlock</name>
    <message>
        <source>选项</source>
        <translation>Choices</translation>
    </message>
    <message>
        <source>加一个选项</source>
        <translation>Add a choice</translation>
    </message>
</context>
<context>
    <name>PairingForm</name>
    <message>
        <source>和中继配对</source>
        <translation>Pair with the relay</translation>
    </message>
    <message>
        <source>中继的地址</source>
        <translation>The relay&apos;s address</translation>
    </message>
    <message>
        <source>配对码（6 位数字，10 分钟内有效）</source>
        <translation>Pairing code (6 digits, good for 10 minutes)</translation>
    </message>
    <message>
        <source>配对码</source>
        <translation>Pairing code</translation>
    </message>
    <message>
        <source>配对</source>
        <translation>Pair</translation>
    </message>
    <message>
        <source>正在连接中继…</source>
        <translation>Connecting to the relay…</translation>
    </message>
</context>
<context>
    <name>PaperDock</name>
    <message>
        <source>打出来的小票会出现在这里</source>
        <extracomment>Milliseconds a sheet takes to roll out.</extracomment>
        <translation>Printed tickets will roll out here</translation>
    </message>
</context>
<context>
    <name>PastOrders</name>
    <message>
        <source>以前的订单</source>
        <extracomment>Products named of one order.</extracomment>
        <translation>Earlier orders</translation>
    </message>
    <message>
        <source>更早的订单</source>
        <translation>Older orders</translation>
    </message>
    <message>
        <source>再来一单</source>
        <translation>Order again</translation>
    </message>
    <message>
        <source>照 {number} 再来一单</source>
        <translation>Order {number} again</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>今天</source>
        <extracomment>Where a day stands, in pixels from the left. So many of the last visits are drawn, and the height at 100 %.</extracomment>
        <translation>Today</translation>
    </message>
    <message>
        <source>该来 {month}/{day}</source>
        <translation>Due {month}/{day}</translation>
    </message>
    <message>
        <source>1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月</source>
        <translation>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec</translation>
    </message>
    <message>
        <source>该来了</source>
        <extracomment>The best customers by what they spent.</extracomment>
        <translation>Due</translation>
    </message>
    <message>
        <source>新客</source>
        <translation>New</translation>
    </message>
    <message>
        <source>快流失</source>
        <translation>Slipping</translation>
    </message>
    <message>
        <source>流失</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>尾号 {end}</source>
        <translation>Phone …{end}</translation>
    </message>
    <message>
        <source>顾客 #{n}</source>
        <translation>Customer #{n}</translation>
    </message>
    <message>
        <source>第 {n} 次</source>
        <translation>{n} orders</translation>
    </message>
    <message>
        <source>来过一次</source>
        <translation>Came once</translation>
    </message>
    <message>
        <source>第 {place} 名 · {n} 单</source>
        <translation>No. {place} · {n} orders</translation>
    </message>
    <message>
        <source>几乎天天来</source>
        <translation>almost daily</translation>
    </message>
    <message>
        <source>通常每 {n} 天</source>
        <translation>every {n} days or so</translation>
    </message>
    <message>
        <source>{every}（{low}–{high}）</source>
        <translation>{every} ({low}–{high})</translation>
    </message>
    <message>
        <source>晚了 {n} 天</source>
        <translation>{n} d late</translation>
    </message>
    <message>
        <source>还有 {n} 天</source>
        <translation>in {n} d</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>{n} 天前</source>
        <translation>{n} days ago</translation>
    </message>
    <message>
        <source>{n} 个月前</source>
        <translation>{n} months ago</translation>
    </message>
    <message>
        <source>{n} 年前</source>
        <translation>{n} years ago</translation>
    </message>
    <message>
        <source>● 新客</source>
        <translation>● New</translation>
    </message>
    <message>
        <source>● 快该来了</source>
        <translation>● Due soon</translation>
    </message>
    <message>
        <source>▲ 该来了</source>
        <translation>▲ Due</translation>
    </message>
    <message>
        <source>▲ 快流失</source>
        <translation>▲ Slipping</translation>
    </message>
    <message>
        <source>■ 流失</source>
        <translation>■ Lost</translation>
    </message>
    <message>
        <source>老顾客</source>
        <translation>Regular</translation>
    </message>
    <message>
        <source>VIP 第 {n} 名</source>
        <translation>VIP no. {n}</translation>
    </message>
    <message>
        <source>▲ 忌{word}</source>
        <translation>▲ No {word}</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>去年</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>一直</source>
        <translation>Ever</translation>
    </message>
    <message>
        <source>{n} 次</source>
        <translation>{n} ×</translation>
    </message>
    <message>
        <source>电话 {phone}</source>
        <translation>Phone {phone}</translation>
    </message>
    <message>
        <source>{year} 年 {month} 月 {day} 日第一次从{source}下单</source>
        <translation>First order on {year}-{month:02d}-{day:02d} by {source}</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nobody found for “{text}”</translation>
    </message>
    <message>
        <source>试试名字里的一个字，或者电话的最后四位。</source>
        <translation>Try a part of the name, or the last four digits of the phone number.</translation>
    </message>
    <message>
        <source>没有人该来了</source>
        <translation>Nobody is due</translation>
    </message>
    <message>
        <source>来过三次以上的顾客，到了平常该来的日子，就会出现在这里。</source>
        <translation>Customers who came three times or more appear here when their usual day comes round.</translation>
    </message>
    <message>
        <source>最近没有新客</source>
        <translation>No new customers lately</translation>
    </message>
    <message>
        <source>第一次下单不到 30 天的顾客在这里。</source>
        <translation>Customers whose first order is less than 30 days old are listed here.</translation>
    </message>
    <message>
        <source>没有人快流失</source>
        <translation>Nobody is slipping away</translation>
    </message>
    <message>
        <source>比平常晚了很久还没来的老顾客在这里，值得打个电话。</source>
        <translation>Regulars who are much later than usual are listed here. A call may be worth it.</translation>
    </message>
    <message>
        <source>没有流失的顾客</source>
        <translation>Nobody was lost</translation>
    </message>
    <message>
        <source>很久没有再来的顾客在这里。</source>
        <translation>Customers who have not come back for long are listed here.</translation>
    </message>
    <message>
        <source>还没有顾客</source>
        <translation>No customers yet</translation>
    </message>
    <message>
        <source>第一张带电话或微信的单子进来，这里就有第一位顾客。</source>
        <translation>The first order with a phone number or WeChat makes the first customer.</translation>
    </message>
</context>
<context>
    <name>PeopleOverlay</name>
    <message>
        <source>导出 CSV</source>
        <translation>Export CSV</translation>
    </message>
    <message>
        <source>打印名单</source>
        <translation>Print the list</translation>
    </message>
    <message>
        <source>没有这样的顾客</source>
        <translation>There are no such customers</translation>
    </message>
    <message>
        <source>导出名单</source>
        <translation>Export the list</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>VIP 名单 {day}.csv</source>
        <extracomment>Width at 100 % from which the list stands beside the card, and the list&apos;s own, from which on it may be wider.</extracomment>
        <translation>VIP list {day}.csv</translation>
    </message>
    <message>
        <source>导出 VIP 名单</source>
        <translation>Export the VIP list</translation>
    </message>
    <message>
        <source>表格 (*.csv)</source>
        <translation>Table (*.csv)</translation>
    </message>
    <message>
        <source>每位顾客都记在这里</source>
        <translation>Every customer is remembered here</translation>
    </message>
    <message>
        <source>买过什么、隔多久来一次、什么时候该来了。
点左边的一位，再点“再来一单”，单子就填好了。</source>
        <translation>What they bought, how often they come, when they are due.
Pick one at the left, then “Order again” fills in the order.</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>给他下单</source>
        <extracomment>Widths at 100 % from which there is room for words on an order&apos;s button, for two columns; the second one&apos;s width; room around a figure.</extracomment>
        <translation>Order for them</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>一共</source>
        <translation>In all</translation>
    </message>
    <message>
        <source>{n} 单</source>
        <translation>{n} orders</translation>
    </message>
    <message>
        <source>花了</source>
        <translation>Spent</translation>
    </message>
    <message>
        <source>平均</source>
        <translation>Average</translation>
    </message>
    <message>
        <source>上次</source>
        <translation>Last time</translation>
    </message>
    <message>
        <source>来过三次以后，就看得出节奏</source>
        <translation>shows after three visits</translation>
    </message>
    <message>
        <source>来的节奏</source>
        <translation>Rhythm</translation>
    </message>
    <message>
        <source>爱买</source>
        <translation>Favourites</translation>
    </message>
    <message>
        <source>怎么来的</source>
        <translation>How they came</translation>
    </message>
    <message>
        <source>和别人是同一位</source>
        <translation>Same person as…</translation>
    </message>
    <message>
        <source>和“{name}”（{n} 单）合在一起了</source>
        <translation>Merged with “{name}” ({n} orders)</translation>
    </message>
    <message>
        <source>撤销合并</source>
        <translation>Undo the merge</translation>
    </message>
</context>
<context>
    <name>PricesBlock</name>
    <message>
        <source>{channel}价</source>
        <translation>{channel} price</translation>
    </message>
    <message>
        <source>一样</source>
        <translation>same</translation>
    </message>
    <message>
        <source>以后改价</source>
        <translation>New price later</translation>
    </message>
    <message>
        <source>写一个日子和新价格，到那天自动换</source>
        <translation>Name a day and a new price; it changes by itself on that day</translation>
    </message>
    <message>
        <source>价格写成 168 或 168.50。</source>
        <translation>Write a price like 168 or 168.50.</translation>
    </message>
</context>
<context>
    <name>PrinterBlock</name>
    <message>
        <source>模拟打印机 · {uri}</source>
        <translation>Simulated printer · {uri}</translation>
    </message>
    <message>
        <source>，最久的等了 {time}</source>
        <translation>, the oldest for {time}</translation>
    </message>
    <message>
        <source>没有小票在等。</source>
        <translation>No tickets are waiting.</translation>
    </message>
    <message>
        <source>打印测试页</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>演练故障：按一下，看看会怎样</source>
        <translation>Rehearse trouble: press one and see what happens</translation>
    </message>
</context>
<context>
    <name>PrinterWords</name>
    <message>
        <source>缺纸</source>
        <extracomment>A printer&apos;s or job&apos;s reason in two or three words.</extracomment>
        <translation>Out of paper</translation>
    </message>
    <message>
        <source>纸快用完</source>
        <translation>Paper low</translation>
    </message>
    <message>
        <source>盖子开着</source>
        <translation>Cover open</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>切刀卡住</source>
        <translation>Cutter jammed</translation>
    </message>
    <message>
        <source>机械故障</source>
        <translation>Mechanical fault</translation>
    </message>
    <message>
        <source>严重故障</source>
        <translation>Serious fault</translation>
    </message>
    <message>
        <source>过热，等一会儿</source>
        <translation>Too hot, wait a moment</translation>
    </message>
    <message>
        <source>正在走纸</source>
        <translation>Feeding paper</translation>
    </message>
    <message>
        <source>连不上</source>
        <translation>Cannot be reached</translation>
    </message>
    <message>
        <source>没有回应</source>
        <translation>Does not answer</translation>
    </message>
    <message>
        <source>已改单，由新版代替</source>
        <translation>Replaced by the changed order</translation>
    </message>
    <message>
        <source>打印时程序重启过</source>
        <translation>The desk restarted while printing</translation>
    </message>
    <message>
        <source>打印机没有及时确认</source>
        <translation>The printer did not confirm in time</translation>
    </message>
    <message>
        <source>打印时断了连接</source>
        <translation>The connection broke while printing</translation>
    </message>
    <message>
        <source>等得太久</source>
        <translation>Waited too long</translation>
    </message>
    <message>
        <source>装一卷新纸，合上盖子，会自动接着打。</source>
        <extracomment>What a person does about it.</extracomment>
        <translation>Put in a new roll and close the cover; it goes on by itself.</translation>
    </message>
    <message>
        <source>备好一卷新纸，还能打一会儿。</source>
        <translation>Have a new roll at hand; it will still print for a while.</translation>
    </message>
    <message>
        <source>把盖子合上，听到咔嗒一声。</source>
        <translation>Close the cover until it clicks.</translation>
    </message>
    <message>
        <source>按一下打印机上的联机键，或关掉再打开。</source>
        <translation>Press the printer&apos;s online button, or switch it off and on.</translation>
    </message>
    <message>
        <source>关掉电源，取出卡住的纸，再打开。</source>
        <translation>Switch it off, take out the stuck paper, switch it on.</translation>
    </message>
    <message>
        <source>关掉电源再打开；还是不行就换备用打印机。</source>
        <translation>Switch it off and on; if that does not help, use the backup printer.</translation>
    </message>
    <message>
        <source>打印头太热，凉下来会自动接着打。</source>
        <translation>The print head is too hot; it goes on by itself when it has cooled.</translation>
    </message>
    <message>
        <source>松开走纸键。</source>
        <translation>Let go of the feed button.</translation>
    </message>
    <message>
        <source>看电源灯亮不亮、网线或 USB 线插好没有。</source>
        <translation>See whether its power light is on and the network or USB cable is plugged in.</translation>
    </message>
    <message>
        <source>关掉打印机，数到十，再打开。</source>
        <translation>Switch the printer off, count to ten, switch it on.</translation>
    </message>
    <message>
        <source>{reason}。{advice}</source>
        <translation>{reason}. {advice}</translation>
    </message>
    <message>
        <source>停了</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>打印中</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>就绪</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>厨房打印机</source>
        <translation>Kitchen</translation>
    </message>
    <message>
        <source>前台打印机</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>饮品打印机</source>
        <translation>Drinks</translation>
    </message>
    <message>
        <source>打包打印机</source>
        <translation>Packing</translation>
    </message>
    <message>
        <source>厨房</source>
        <translation>Kitchen</translation>
    </message>
    <message>
        <source>前台</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>饮品</source>
        <translation>Drinks</translation>
    </message>
    <message>
        <source>打包</source>
        <translation>Packing</translation>
    </message>
    <message>
        <source>{n} 张在等</source>
        <translation>{n} waiting</translation>
    </message>
</context>
<context>
    <name>PrintersPage</name>
    <message>
        <source>添加打印机</source>
        <translation>Add a printer</translation>
    </message>
    <message>
        <source>打单据：日结、待做合计、送货单、对账</source>
        <translation>Print slips: day end, to make, delivery run, reconcile</translation>
    </message>
    <message>
        <source>还没有打印机</source>
        <translation>No printers yet</translation>
    </message>
    <message>
        <source>按一下就去找网络里、USB 上的小票打印机。
没有打印机也可以先用模拟的，纸出在屏幕上。</source>
        <translation>One press looks for ticket printers in the network and on USB.
Without one, use a simulated printer: its paper comes out on the screen.</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>{ticket}出来了吗？</source>
        <translation>Did the {ticket} come out?</translation>
    </message>
    <message>
        <source>出来了</source>
        <translation>It came out</translation>
    </message>
    <message>
        <source>没有，重打</source>
        <translation>No, print again</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>Not needed</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>出来了</source>
        <translation>It came out</translation>
    </message>
    <message>
        <source>没有，重打</source>
        <translation>No, print again</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>看这一单</source>
        <translation>Show the order</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>打到一半断了连接，可能只打了一部分。</source>
        <extracomment>So many are asked at a time; the next ones move up as these are answered.</extracomment>
        <translation>The connection broke half-way; only a part may have come out.</translation>
    </message>
    <message>
        <source>打印时程序重启过，可能已经打出来。</source>
        <translation>The program restarted while it printed; it may have come out.</translation>
    </message>
    <message>
        <source>打印机没有回答，可能已经打出来。</source>
        <translation>The printer did not answer; it may have come out.</translation>
    </message>
    <message>
        <source>等得太久了，还要打吗？</source>
        <translation>It waited too long. Is it still wanted?</translation>
    </message>
    <message>
        <source>不能确定，请去打印机那里看一眼。</source>
        <translation>Nobody can tell; please look at the printer.</translation>
    </message>
    <message>
        <source>▲ 小票出来了吗？{n} 单等你看一眼</source>
        <translation>▲ Did the ticket come out? {n} to look at</translation>
    </message>
    <message>
        <source>去打印机那里看看有没有这张纸，再回答。</source>
        <translation>Look whether the paper lies at the printer, then answer.</translation>
    </message>
    <message>
        <source>还有 {n} 单，答完上面的就轮到它们。</source>
        <translation>{n} more come up once these are answered.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>今天做满了</source>
        <translation>Fully booked today</translation>
    </message>
    <message>
        <source>卖完了</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>太远，送不到</source>
        <translation>Too far to deliver</translation>
    </message>
    <message>
        <source>时间来不及</source>
        <translation>Not enough time</translation>
    </message>
    <message>
        <source>联系不上顾客</source>
        <translation>Cannot reach the customer</translation>
    </message>
    <message>
        <source>顾客不要了</source>
        <translation>Customer does not want it</translation>
    </message>
    <message>
        <source>重复下单</source>
        <translation>Ordered twice</translation>
    </message>
    <message>
        <source>原料用完</source>
        <translation>Out of ingredients</translation>
    </message>
    <message>
        <source>做坏了</source>
        <translation>It went wrong</translation>
    </message>
</context>
<context>
    <name>ReasonBlock</name>
    <message>
        <source>拒单 {number}，为什么？</source>
        <translation>Decline {number}: why?</translation>
    </message>
    <message>
        <source>取消 {number}，为什么？</source>
        <translation>Cancel {number}: why?</translation>
    </message>
    <message>
        <source>原因会写在单子上。</source>
        <translation>The reason is kept with the order.</translation>
    </message>
    <message>
        <source>别的原因</source>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>拒单</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>取消这单</source>
        <translation>Cancel order</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>RelayBlock</name>
    <message>
        <source>中继</source>
        <extracomment>The page&apos;s longest line at 100 %.</extracomment>
        <translation>Relay</translation>
    </message>
    <message>
        <source>重新配对</source>
        <translation>Pair again</translation>
    </message>
    <message>
        <source>取消配对</source>
        <translation>Unpair</translation>
    </message>
    <message>
        <source>取消和这个中继的配对？</source>
        <translation>Part from this relay?</translation>
    </message>
    <message>
        <source>微信的新单不再进来，已经收到的单都留着。以后可以用新的配对码再配。</source>
        <translation>No new WeChat orders will come in; those that came stay. You can pair again later with a new code.</translation>
    </message>
    <message>
        <source>不，留着</source>
        <translation>No, keep it</translation>
    </message>
</context>
<context>
    <name>RemarksBlock</name>
    <message>
        <source>望京、公司团购</source>
        <extracomment>What parts two words from each other.</extracomment>
        <translation>Uptown, office orders</translation>
    </message>
    <message>
        <source>花生、乳糖</source>
        <translation>Peanuts, lactose</translation>
    </message>
    <message>
        <source>少糖、怎么称呼、家里人的生日</source>
        <translation>Less sugar, how to address them, birthdays</translation>
    </message>
    <message>
        <source>改备忘</source>
        <translation>Change the remarks</translation>
    </message>
    <message>
        <source>备忘</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>口味、过敏、怎么称呼，记一笔，下次就看得到。</source>
        <translation>Taste, allergies, how to address them: note it once, see it next time.</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>过敏、忌口</source>
        <translation>Allergies</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>ReturnsView</name>
    <message>
        <source>按多久没来、来过几次、一共花了多少分。条的长短是他们一共花了多少；点一条看是谁。</source>
        <translation>By how lately they came, how often, and what they spent. A bar is as long as what they spent in all; press one to see who they are.</translation>
    </message>
    <message>
        <source>顾客分成几种</source>
        <translation>Kinds of customers</translation>
    </message>
    <message>
        <source>{n} 位新客，{m} 位又来过</source>
        <translation>{n} new, {m} came back</translation>
    </message>
    <message>
        <source>那个月第一次来的顾客里，后来又来过的有多少。</source>
        <translation>Of the customers first seen in a month, how many came back.</translation>
    </message>
    <message>
        <source>新客回来了多少</source>
        <translation>New customers who came back</translation>
    </message>
    <message>
        <source>{n} 位买过</source>
        <translation>{n} bought it</translation>
    </message>
    <message>
        <source>买过的顾客里，又买过的有多少。点一条看到货了该告诉谁。</source>
        <translation>Of those who bought it, how many did so again. Press one to see whom to tell when it is back.</translation>
    </message>
    <message>
        <source>哪些商品让人再来</source>
        <translation>Products that bring people back</translation>
    </message>
</context>
<context>
    <name>RowView</name>
    <message>
        <source>顾客</source>
        <extracomment>Height of a row at 100 %. So many rows before the end the next page is read.</extracomment>
        <translation>Customers</translation>
    </message>
    <message>
        <source>售罄</source>
        <extracomment>Heights at 100 %: a product, a category; and the button.</extracomment>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Products</translation>
    </message>
</context>
<context>
    <name>Sales</name>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>金额（{currency}）|单数|件数</source>
        <translation>Amount ({currency})|Orders|Pieces</translation>
    </message>
    <message>
        <source>{shop} 销售</source>
        <extracomment>Size of a page, its margin and the gap between blocks; the height of a row. Products that are drawn. Dots of a PNG for each of the picture&apos;s.</extracomment>
        <translation>{shop} – sales</translation>
    </message>
    <message>
        <source>{at} 导出</source>
        <translation>exported {at}</translation>
    </message>
    <message>
        <source>营业额|单数|平均每单|卖出</source>
        <translation>Sales|Orders|Average order|Sold</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>比前一天</source>
        <translation>than the day before</translation>
    </message>
    <message>
        <source>比前一周</source>
        <translation>than the week before</translation>
    </message>
    <message>
        <source>比前一个月</source>
        <translation>than the month before</translation>
    </message>
    <message>
        <source>比前一年</source>
        <translation>than the year before</translation>
    </message>
    <message>
        <source>比昨天这个时候</source>
        <translation>than yesterday by now</translation>
    </message>
    <message>
        <source>比上周同期</source>
        <translation>than last week by now</translation>
    </message>
    <message>
        <source>比上月同期</source>
        <translation>than last month by now</translation>
    </message>
    <message>
        <source>比去年同期</source>
        <translation>than last year by now</translation>
    </message>
    <message>
        <source>{year} 年</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>{days} 到 {time}</source>
        <translation>{days} until {time}</translation>
    </message>
    <message>
        <source>{month}月{day}日</source>
        <translation>{month}/{day}</translation>
    </message>
    <message>
        <source>周一|周二|周三|周四|周五|周六|周日</source>
        <translation>Mon|Tue|Wed|Thu|Fri|Sat|Sun</translation>
    </message>
    <message>
        <source>1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月</source>
        <translation>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>几点下单</source>
        <translation>Hour of the order</translation>
    </message>
    <message>
        <source>从哪来</source>
        <translation>Where from</translation>
    </message>
    <message>
        <source>怎么取</source>
        <translation>Delivery or pickup</translation>
    </message>
    <message>
        <source>怎么付</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>日子</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>没有分类</source>
        <translation>No category</translation>
    </message>
    <message>
        <source>送货</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>自取</source>
        <translation>Pickup</translation>
    </message>
    <message>
        <source>堂食</source>
        <translation>Eat in</translation>
    </message>
    <message>
        <source>{n} 单</source>
        <translation>{n} orders</translation>
    </message>
    <message>
        <source>{n} 件</source>
        <translation>{n} pcs</translation>
    </message>
    <message>
        <source>新</source>
        <translation>new</translation>
    </message>
    <message>
        <source>{now} · {count}；之前 {before} · {count_before}</source>
        <translation>{now} · {count}; before: {before} · {count_before}</translation>
    </message>
    <message>
        <source>买过{product}</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Shows a passing message: text and kind. Prints customers under a title. Seconds that changes are gathered before they are shown.</extracomment>
        <translation>Bought {product}</translation>
    </message>
    <message>
        <source>买得最多的在前，到货了先告诉他们。</source>
        <translation>Those who bought it most come first; tell them when it is back.</translation>
    </message>
    <message>
        <source>主力|常来，花得也多</source>
        <translation>Core|come often and spend much</translation>
    </message>
    <message>
        <source>常客|常来，每次花得不多</source>
        <translation>Regulars|come often, spend little</translation>
    </message>
    <message>
        <source>大手笔|来得少，花得多</source>
        <translation>Generous|come seldom, spend much</translation>
    </message>
    <message>
        <source>回头客|来过几次</source>
        <translation>Came again|a few times</translation>
    </message>
    <message>
        <source>来过一次|等着第二次</source>
        <translation>Came once|a second visit is due</translation>
    </message>
    <message>
        <source>该打个电话|以前常来或花得多，很久没来了</source>
        <translation>Worth a call|used to come often or spend much</translation>
    </message>
    <message>
        <source>走了|来过几次，很久没来了</source>
        <translation>Gone|came a few times, long ago</translation>
    </message>
    <message>
        <source>{n} 位</source>
        <translation>{n} people</translation>
    </message>
    <message>
        <source>{year} 年 {month} 月</source>
        <translation>{year}-{month}</translation>
    </message>
</context>
<context>
    <name>SalesPage</name>
    <message>
        <source>谁会回来</source>
        <extracomment>Widths at 100 % from which four figures stand side by side, and two or three lists.</extracomment>
        <translation>Who comes back</translation>
    </message>
    <message>
        <source>往前</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>往后</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>打印日结</source>
        <translation>Print day end</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>这段时间没有卖出</source>
        <translation>Nothing was sold in this time</translation>
    </message>
    <message>
        <source>单子一进来，这里就有数字。拒掉和取消的单子不算。</source>
        <translation>As soon as an order comes in, figures stand here. Declined and cancelled orders do not count.</translation>
    </message>
    <message>
        <source>按下单时间算，拒掉和取消的单子不算。竖线是之前那段时间的位置。</source>
        <translation>Counted by when the order came in; declined and cancelled ones do not count. The small upright line is where the time before stood.</translation>
    </message>
    <message>
        <source>营业额</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>单数</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>平均每单</source>
        <translation>Average order</translation>
    </message>
    <message>
        <source>卖出</source>
        <translation>Sold</translation>
    </message>
    <message>
        <source>销售 {days}.{kind}</source>
        <translation>Sales {days}.{kind}</translation>
    </message>
    <message>
        <source>导出销售</source>
        <translation>Export sales</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>姓名、电话尾号</source>
        <extracomment>Milliseconds after the last letter until it is looked for.</extracomment>
        <translation>Name or end of phone number</translation>
    </message>
</context>
<context>
    <name>SeriesBlock</name>
    <message>
        <source>营业额</source>
        <extracomment>Rows of a list before it is unfolded.</extracomment>
        <translation>Sales</translation>
    </message>
    <message>
        <source>最好：{when}，{money}。点一根柱子看数字。</source>
        <translation>Best: {when}, {money}. Press a bar to see its figures.</translation>
    </message>
</context>
<context>
    <name>SettingsPopover</name>
    <message>
        <source>设置</source>
        <extracomment>Zoom levels offered, per cent.</extracomment>
        <translation>Settings</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>大小</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>分列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>一次一列</source>
        <translation>One list</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>导入订单（CSV 文件）</source>
        <translation>Import orders (CSV file)</translation>
    </message>
    <message>
        <source>导入订单</source>
        <translation>Import orders</translation>
    </message>
    <message>
        <source>订单表 (*.csv)</source>
        <translation>Order sheets (*.csv)</translation>
    </message>
</context>
<context>
    <name>ShortcutsOverlay</name>
    <message>
        <source>快捷键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>选中的单子走下一步：接单、开始做、做好了、送到</source>
        <translation>Next step of the chosen order: accept, start, ready, delivered</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>同上</source>
        <translation>The same</translation>
    </message>
    <message>
        <source>上一张、下一张</source>
        <translation>Order above, order below</translation>
    </message>
    <message>
        <source>换一列</source>
        <translation>Another column</translation>
    </message>
    <message>
        <source>选这一列的第几张</source>
        <translation>Choose an order of this column</translation>
    </message>
    <message>
        <source>补打这单的小票</source>
        <translation>Print this order&apos;s tickets again</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>Undo the last step</translation>
    </message>
    <message>
        <source>拒单或取消</source>
        <translation>Decline or cancel</translation>
    </message>
    <message>
        <source>扫一下小票，打开那张单子；再扫一下，走下一步。按 Esc 关闭这一页。</source>
        <translation>Scan a ticket to open its order; scan it again for the next step. Esc closes this page.</translation>
    </message>
    <message>
        <source>选几单一起走下一步</source>
        <translation>Mark orders for one step together</translation>
    </message>
    <message>
        <source>查找：单号、姓名、手机尾号、品名、备注</source>
        <translation>Search: number, name, end of phone, product, note</translation>
    </message>
    <message>
        <source>新单：电话或柜台来的订单</source>
        <translation>New order from phone or counter</translation>
    </message>
    <message>
        <source>把复制的微信聊天变成新单</source>
        <translation>Turn a copied WeChat chat into a new order</translation>
    </message>
    <message>
        <source>顾客</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>销售</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>商品：售罄、价格、库存</source>
        <translation>Products: sold out, prices, stock</translation>
    </message>
    <message>
        <source>营业：暂停、忙、时间、时段、送货</source>
        <translation>Hours: pause, busy, times, slots, delivery</translation>
    </message>
    <message>
        <source>看打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>打单据：日结、待做合计、送货单、对账</source>
        <translation>Print slips: day end, to make, delivery run, reconcile</translation>
    </message>
    <message>
        <source>提示音：知道了，静音一分钟</source>
        <translation>Alarm: I heard it, quiet for a minute</translation>
    </message>
    <message>
        <source>放大、缩小</source>
        <translation>Larger, smaller</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>小票纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Order</translation>
    </message>
</context>
<context>
    <name>SlipsOverlay</name>
    <message>
        <source>打单据</source>
        <translation>Print slips</translation>
    </message>
    <message>
        <source>从前台的打印机出来。按 Esc 关闭。</source>
        <translation>They come out of the counter&apos;s printer. Esc closes.</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>Day end</translation>
    </message>
    <message>
        <source>今天卖了多少、怎么付的、卖了什么，还有多少没收</source>
        <translation>What today came to, how it was paid, what was sold and what is still to be collected</translation>
    </message>
    <message>
        <source>待做合计</source>
        <translation>Still to make</translation>
    </message>
    <message>
        <source>所有单子加起来还要做多少，按时间分</source>
        <translation>How much of everything is still to be made, by time</translation>
    </message>
    <message>
        <source>待做变化</source>
        <translation>To make: changes</translation>
    </message>
    <message>
        <source>上次打出待做合计以后，多了什么、少了什么</source>
        <translation>What came and what went since the list of all to make was printed</translation>
    </message>
    <message>
        <source>送货单</source>
        <translation>Delivery run</translation>
    </message>
    <message>
        <source>今天要送的地方，按时间排，到门口收多少</source>
        <translation>Where to go today, by time, and what to collect at the door</translation>
    </message>
    <message>
        <source>对账</source>
        <translation>Reconcile</translation>
    </message>
    <message>
        <source>每个出票点从第几张到第几张，数一数纸够不够</source>
        <translation>Which tickets each station got, to count the paper against</translation>
    </message>
    <message>
        <source>看看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>看看{slip}</source>
        <translation>Look at: {slip}</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>打印{slip}</source>
        <translation>Print: {slip}</translation>
    </message>
</context>
<context>
    <name>SlotsBlock</name>
    <message>
        <source>时段</source>
        <extracomment>The longest slot in minutes, the most days ahead, the most of anything in one.</extracomment>
        <translation>Time slots</translation>
    </message>
    <message>
        <source>不分时段</source>
        <translation>Any time</translation>
    </message>
    <message>
        <source>分时段</source>
        <translation>In slots</translation>
    </message>
    <message>
        <source>每段多少分钟</source>
        <translation>Minutes of a slot</translation>
    </message>
    <message>
        <source>可以订几天以内</source>
        <translation>Days ahead</translation>
    </message>
    <message>
        <source>每段最多几单</source>
        <translation>Orders in a slot</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>每段最多几件</source>
        <translation>Pieces in a slot</translation>
    </message>
    <message>
        <source>每段每类最多几件</source>
        <translation>Pieces of a category in a slot</translation>
    </message>
    <message>
        <source>写 {low} 到 {high} 的整数。</source>
        <translation>Write a whole number from {low} to {high}.</translation>
    </message>
</context>
<context>
    <name>TabRow</name>
    <message>
        <source>查找订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>查找（/）</source>
        <translation>Search (/)</translation>
    </message>
    <message>
        <source>选几单一起走</source>
        <translation>Mark several orders</translation>
    </message>
    <message>
        <source>选几单一起走（X）</source>
        <translation>Mark several orders (X)</translation>
    </message>
    <message>
        <source>单号、姓名、手机尾号、品名、备注</source>
        <translation>Number, name, end of phone, product, note</translation>
    </message>
</context>
<context>
    <name>TalkList</name>
    <message>
        <source>待处理 {n}</source>
        <extracomment>Height of a row at 100 %, and how many are listed at once.</extracomment>
        <translation>To do {n}</translation>
    </message>
    <message>
        <source>已处理 {n}</source>
        <translation>Done {n}</translation>
    </message>
    <message>
        <source>更早的 {n} 位</source>
        <translation>{n} earlier</translation>
    </message>
    <message>
        <source>处理完的对话会放在这里。</source>
        <translation>Conversations you are done with come here.</translation>
    </message>
    <message>
        <source>没有人在等。
顾客回“人工”，或做起来以后还想改单，就会出现在这里。</source>
        <translation>Nobody is waiting.
Customers who ask for a person (人工), or want a change after work began, appear here.</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>返回</source>
        <extracomment>Height at 100 % below which the messages need the room of the replies kept ready. Milliseconds until new messages are laid out for good.</extracomment>
        <translation>Back</translation>
    </message>
    <message>
        <source>重新打开</source>
        <translation>Open again</translation>
    </message>
    <message>
        <source>处理完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>机器人已经接回这位顾客；再来消息会回到待处理。</source>
        <translation>The machine answers this customer again; another message for you brings them back to the list.</translation>
    </message>
    <message>
        <source>现在由你回复，机器人不插嘴。处理完了再交还给它。</source>
        <translation>You answer now and the machine keeps quiet, until you press Done.</translation>
    </message>
    <message>
        <source>机器人还在照常接单，这里是给店里的留言。</source>
        <translation>The machine goes on taking orders; this is a note for the shop.</translation>
    </message>
</context>
<context>
    <name>Till</name>
    <message>
        <source>没有连中继，或者中继没有开通微信支付。</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. The payment whose code is on screen, by order, with the relay it was asked of.</extracomment>
        <translation>No relay is paired, or it has no WeChat Pay.</translation>
    </message>
    <message>
        <source>这单没有可以原路退回的钱。</source>
        <translation>Nothing of this order can go back the way it came.</translation>
    </message>
    <message>
        <source>这单已经付过了。</source>
        <translation>This order is paid already.</translation>
    </message>
    <message>
        <source>现在连不上微信支付，过一会儿再试，或者换一种方式收。</source>
        <translation>WeChat Pay cannot be reached now. Try again in a moment, or take it another way.</translation>
    </message>
    <message>
        <source>微信支付没有同意：{reason}</source>
        <translation>WeChat Pay refused: {reason}</translation>
    </message>
</context>
<context>
    <name>TillBlock</name>
    <message>
        <source>正在问微信…</source>
        <translation>Asking WeChat…</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>没有成功</source>
        <translation>That did not work</translation>
    </message>
    <message>
        <source>收 {amount}，怎么付的？</source>
        <translation>{amount}: how was it paid?</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>收款码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>刷卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>转账</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>收款码：自己看到钱到账再点，截图不算。个人收款码不能用于经营，个人静态码不能远程收款（银发〔2021〕259 号）。</source>
        <translation>Code: press only when you see the money arrive; a screenshot is none. Personal codes are not for business, and static personal codes not for remote payment (PBoC notice 259 of 2021).</translation>
    </message>
    <message>
        <source>微信收款码：顾客扫屏幕，付完自动记</source>
        <translation>WeChat Pay: the customer scans the screen</translation>
    </message>
    <message>
        <source>请顾客扫码付 {amount}</source>
        <translation>Let the customer scan and pay {amount}</translation>
    </message>
    <message>
        <source>等待付款… {time} 前有效</source>
        <translation>Waiting for the payment… good until {time}</translation>
    </message>
    <message>
        <source>不用微信付了</source>
        <translation>Not by WeChat after all</translation>
    </message>
    <message>
        <source>退款 {number}</source>
        <translation>Refund {number}</translation>
    </message>
    <message>
        <source>用微信付的钱全部原路退回，几分钟内到账。退了就收不回来。</source>
        <translation>All that was paid by WeChat goes back the way it came, within minutes. It cannot be taken back.</translation>
    </message>
    <message>
        <source>原因，顾客会看到</source>
        <translation>Reason; the customer sees it</translation>
    </message>
    <message>
        <source>确认退款</source>
        <translation>Refund now</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>今天 {time}</source>
        <translation>Today {time}</translation>
    </message>
    <message>
        <source>明天 {time}</source>
        <translation>Tomorrow {time}</translation>
    </message>
    <message>
        <source>昨天 {time}</source>
        <translation>Yesterday {time}</translation>
    </message>
    <message>
        <source>{month}月{day}日 {time}</source>
        <translation>{month}/{day} {time}</translation>
    </message>
    <message>
        <source>{h} 时 {m} 分</source>
        <translation>{h} h {m}</translation>
    </message>
    <message>
        <source>{n} 天</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 小时</source>
        <translation>{n} h</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>撤销</source>
        <extracomment>Milliseconds it stays; trouble stays longer.</extracomment>
        <translation>Undo</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>{n} 单走下一步</source>
        <extracomment>The `undo` of a toast whose way back is not an order&apos;s last step. Seconds for which a second press of the same button is taken for a slip of the finger. The page that is open; keys move orders only where orders are seen.</extracomment>
        <translation>{n} orders: next step</translation>
    </message>
    <message>
        <source>{number} {state}</source>
        <translation>{number}: {state}</translation>
    </message>
    <message>
        <source>{number} 被取消了：顾客在微信里或别处取消的，别再做了</source>
        <translation>{number} was cancelled by the customer or elsewhere: stop making it</translation>
    </message>
    <message>
        <source>{number} 已催</source>
        <translation>{number} chased</translation>
    </message>
    <message>
        <source>{number} 顾客催单，已经排到最前</source>
        <translation>{number} the customer is asking; it stands on top now</translation>
    </message>
</context>
<context>
    <name>WeChat</name>
    <message>
        <source>公众号（未认证，个人）</source>
        <translation>Personal account, not verified (公众号)</translation>
    </message>
    <message>
        <source>公众号（已认证）</source>
        <translation>Verified subscription account (公众号)</translation>
    </message>
    <message>
        <source>服务号（已认证）</source>
        <translation>Verified service account (服务号)</translation>
    </message>
    <message>
        <source>测试号</source>
        <translation>Test account (测试号)</translation>
    </message>
    <message>
        <source>● 已连接</source>
        <translation>● Connected</translation>
    </message>
    <message>
        <source>▲ 没连上</source>
        <translation>▲ Not connected</translation>
    </message>
    <message>
        <source>正在连接…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>{since} 起一直连着，顾客的单马上就到。</source>
        <translation>Connected since {since}; orders arrive at once.</translation>
    </message>
    <message>
        <source>正在连到中继，一般几秒钟。</source>
        <translation>Connecting to the relay; this takes a few seconds.</translation>
    </message>
    <message>
        <source>{since} 起没连上。顾客照样能下单，单子在中继那里等，连上就来。</source>
        <translation>Not connected since {since}. Customers can still order; the orders wait at the relay and come when the line is back.</translation>
    </message>
    <message>
        <source>连不到那台服务器：看看这台电脑的网络，或问架中继的人。</source>
        <translation>The server cannot be reached: look at this computer&apos;s network, or ask the relay&apos;s operator.</translation>
    </message>
    <message>
        <source>中继不认得这台电脑了：要一个新的配对码，重新配对。</source>
        <translation>The relay does not know this computer any more: get a new code and pair again.</translation>
    </message>
    <message>
        <source>这台电脑的时间差了 5 分钟以上：在系统设置里打开自动校时。</source>
        <translation>This computer&apos;s clock is off by more than 5 minutes: let the system set the time.</translation>
    </message>
    <message>
        <source>地址是 http:// 开头，密钥会被人看到：请架中继的人换成 https://。</source>
        <translation>The address begins with http://, so the keys could be read by others: ask the operator for https://.</translation>
    </message>
    <message>
        <source>那个地址上回答的不是中继：检查地址。</source>
        <translation>What answers at that address is no relay: check the address.</translation>
    </message>
    <message>
        <source>中继回答说不行：请架中继的人看它的日志。</source>
        <translation>The relay refuses: ask its operator to look at its log.</translation>
    </message>
    <message>
        <source>这不像中继的地址。照抄一遍，以 https:// 开头。</source>
        <translation>That is no address of a relay. Copy it as it was given; it begins with https://.</translation>
    </message>
    <message>
        <source>地址是 http:// 开头，公众号的密钥会在路上被人看到，所以不能配对。请架中继的人给它装证书，换成 https://。</source>
        <translation>The address begins with http://, so others could read the account&apos;s keys on the way; pairing is refused. Ask the operator to install a certificate and use https://.</translation>
    </message>
    <message>
        <source>配对码是 6 位数字。</source>
        <translation>A pairing code has 6 digits.</translation>
    </message>
    <message>
        <source>连不上这个地址。检查有没有打错、网络通不通；都对的话，请架中继的人看它开着没有。</source>
        <translation>This address cannot be reached. Check the spelling and the network; if both are right, ask the operator whether it runs.</translation>
    </message>
    <message>
        <source>这个地址上回答的不是中继。检查地址，别把网页或公众号后台的地址填进来。</source>
        <translation>What answers at this address is no relay. Check it: no web page&apos;s and not WeChat&apos;s console.</translation>
    </message>
    <message>
        <source>这台电脑和中继的时间差了 5 分钟以上。在系统设置里打开自动校时，再试一次。</source>
        <translation>The clocks of this computer and the relay are more than 5 minutes apart. Let the system set the time, then try again.</translation>
    </message>
    <message>
        <source>配对码不对。再看一眼；错满 5 次这个码就作废。</source>
        <translation>Wrong code. Look again; after 5 wrong tries the code is void.</translation>
    </message>
    <message>
        <source>这个配对码作废了：超过 10 分钟、用过一次，或错了 5 次。要一个新的。</source>
        <translation>This code is void: older than 10 minutes, used once, or tried wrongly 5 times. Ask for a new one.</translation>
    </message>
    <message>
        <source>没有配对成：{reason}</source>
        <translation>Pairing failed: {reason}</translation>
    </message>
    <message>
        <source>顾客发消息时自动回复、点单</source>
        <translation>Answer customers&apos; messages and take orders</translation>
    </message>
    <message>
        <source>消息加密（安全模式）</source>
        <translation>Encrypted messages (safe mode)</translation>
    </message>
    <message>
        <source>在“消息”页直接回复、主动通知做好了</source>
        <translation>Answer from the Messages page, tell when an order is ready</translation>
    </message>
    <message>
        <source>转给微信自带的多客服</source>
        <translation>Hand over to WeChat&apos;s own customer service</translation>
    </message>
    <message>
        <source>发订阅通知（送出、做好了）</source>
        <translation>Send subscription notices (on the way, ready)</translation>
    </message>
    <message>
        <source>发模板消息</source>
        <translation>Send template messages</translation>
    </message>
    <message>
        <source>由程序设置聊天窗下面的菜单</source>
        <translation>Set the menu below the chat by program</translation>
    </message>
    <message>
        <source>保留后台手设的菜单</source>
        <translation>Keep a menu set by hand in the console</translation>
    </message>
    <message>
        <source>看关注者名单、打标签</source>
        <translation>See and tag followers</translation>
    </message>
    <message>
        <source>打开网页就认出是哪位顾客</source>
        <translation>Know who opens a web page</translation>
    </message>
    <message>
        <source>带参数的二维码（桌号、渠道）</source>
        <translation>QR codes that say where they hang (table, channel)</translation>
    </message>
    <message>
        <source>群发</source>
        <translation>Messages to all followers</translation>
    </message>
    <message>
        <source>由程序发布文章</source>
        <translation>Publish articles by program</translation>
    </message>
    <message>
        <source>读阅读和关注的数据</source>
        <translation>Read statistics</translation>
    </message>
    <message>
        <source>聊天里用微信支付付款</source>
        <translation>WeChat Pay in the chat</translation>
    </message>
    <message>
        <source>{what}：要到公众号后台手动弄</source>
        <translation>{what}: by hand in WeChat&apos;s console</translation>
    </message>
    <message>
        <source>{what}：先向微信申请</source>
        <translation>{what}: apply to WeChat first</translation>
    </message>
    <message>
        <source>测试号只有明文方式，填 URL 和 Token 就行。</source>
        <translation>A test account knows plain text only: URL and Token are enough.</translation>
    </message>
    <message>
        <source>“消息加解密方式”选“安全模式”。</source>
        <translation>For “消息加解密方式” choose “安全模式” (safe mode).</translation>
    </message>
    <message>
        <source>用电脑打开 mp.weixin.qq.com 登录，先把现在的自动回复和菜单截图留底。</source>
        <translation>Log in to mp.weixin.qq.com on a computer, and first take pictures of your present automatic replies and menu.</translation>
    </message>
    <message>
        <source>左边进“设置与开发”→“开发接口管理”（有的账号叫“基本配置”），找到“服务器配置”，点“修改配置”。</source>
        <translation>At the left open “设置与开发” → “开发接口管理” (some accounts: “基本配置”), find “服务器配置” (server) and press “修改配置” (change).</translation>
    </message>
    <message>
        <source>把上面的回调地址贴到 URL，再贴 Token 和 EncodingAESKey，一个字都不要改。{mode}</source>
        <translation>Paste the callback address above into URL, then Token and EncodingAESKey, without changing a letter. {mode}</translation>
    </message>
    <message>
        <source>点“提交”。显示“提交成功”就是通了；失败就看看中继是不是开着、地址对不对。</source>
        <translation>Press “提交” (submit). “提交成功” means that it works; if not, see whether the relay runs and the address is right.</translation>
    </message>
    <message>
        <source>再点“启用”，然后用自己的微信给公众号发“菜单”：收到价目表就好了。</source>
        <translation>Press “启用” (enable), then send “菜单” to the account from your own WeChat: you should get the menu.</translation>
    </message>
    <message>
        <source>想要原来的菜单回来：“自定义菜单”→“详情”→“开启”。开启以后内容改不了，要改得先停用服务器配置。</source>
        <translation>To get the old menu back: “自定义菜单” → “详情” → “开启”. From then on it cannot be edited unless the server is switched off.</translation>
    </message>
</context>
<context>
    <name>WeChatPage</name>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>小票台正在启动…</source>
        <translation>Order Desk is starting…</translation>
    </message>
    <message>
        <source>正在取公众号的资料…</source>
        <translation>Asking for the accounts…</translation>
    </message>
    <message>
        <source>中继上还没有公众号。请架中继的人在 relay.toml 里写上 [[accounts]]。</source>
        <translation>The relay has no account yet. Ask its operator to write [[accounts]] into relay.toml.</translation>
    </message>
    <message>
        <source>顾客在公众号里回一个数字就能下单，小票马上从打印机出来。个人公众号也行，不用认证。</source>
        <translation>A customer answers with a number in your WeChat account, and the ticket comes out of the printer. A personal account will do, without verification.</translation>
    </message>
    <message>
        <source>微信找不到店里的电脑，所以中间要有一台放在网上的小服务器，叫“中继”。它在电脑关着的时候也照样收单。架中继的人会给你两样东西：一个地址，和一个 6 位的配对码。填在这里就行，只要一次。</source>
        <translation>WeChat cannot reach the computer in your shop, so a small server on the internet stands between: the relay. It takes orders also while this computer is off. Whoever runs it gives you two things: an address and a pairing code of 6 digits. Type them here, once.</translation>
    </message>
    <message>
        <source>给架中继的人：在服务器上运行 desk relay --config relay.toml，再运行 desk relay pair-code --config relay.toml，屏幕上的 6 位数字就是配对码。</source>
        <translation>For the operator: run desk relay --config relay.toml on the server, then desk relay pair-code --config relay.toml; the 6 digits it prints are the pairing code.</translation>
    </message>
</context>
<context>
    <name>WeekBlock</name>
    <message>
        <source>营业时间</source>
        <translation>Opening hours</translation>
    </message>
    <message>
        <source>全天</source>
        <translation>All day</translation>
    </message>
    <message>
        <source>按时间</source>
        <translation>By hours</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>每天都像周一</source>
        <translation>Every day like Monday</translation>
    </message>
    <message>
        <source>放假和特别的日子</source>
        <translation>Holidays and special days</translation>
    </message>
    <message>
        <source>加一天</source>
        <extracomment>Days that are over stay in the file and are not shown.</extracomment>
        <translation>Add day</translation>
    </message>
    <message>
        <source>下单到拿到，最少多少分钟</source>
        <translation>Minutes from order to handing over, at least</translation>
    </message>
    <message>
        <source>时间写成 9:00-12:00, 13:30-20:00；不填就是休息。</source>
        <translation>Write times like 9:00-12:00, 13:30-20:00; nothing for a day off.</translation>
    </message>
    <message>
        <source>写多少分钟，一个整数。</source>
        <translation>Write minutes, a whole number.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>新订单</source>
        <translation>New</translation>
    </message>
    <message>
        <source>制作中</source>
        <translation>Making</translation>
    </message>
    <message>
        <source>待取 / 待送</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>预订</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>已结束</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>最久 {time}</source>
        <translation>oldest {time}</translation>
    </message>
    <message>
        <source>平均 {time}</source>
        <translation>on average {time}</translation>
    </message>
    <message>
        <source>{out} 送 · {here} 取</source>
        <translation>{out} out · {here} here</translation>
    </message>
    <message>
        <source>预订 {later} · 已结束 {done}</source>
        <translation>Later {later} · Finished {done}</translation>
    </message>
    <message>
        <source>进行中 {n}</source>
        <translation>Open {n}</translation>
    </message>
    <message>
        <source>1 单</source>
        <translation>1 order</translation>
    </message>
    <message>
        <source>{n} 单</source>
        <translation>{n} orders</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>顾客</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>接单</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>新单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>销售</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>营业</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>柜台</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>演示</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>微信小店</source>
        <translation>WeChat Store</translation>
    </message>
    <message>
        <source>已接单</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>做好了</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>送货中</source>
        <translation>On its way</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Completed</translation>
    </message>
    <message>
        <source>已拒单</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>开始做</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>出发送货</source>
        <translation>Send out</translation>
    </message>
    <message>
        <source>已上桌</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>已取走</source>
        <translation>Picked up</translation>
    </message>
    <message>
        <source>已送到</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>尽快</source>
        <translation>ASAP</translation>
    </message>
    <message>
        <source>{when} 送</source>
        <translation>{when} delivery</translation>
    </message>
    <message>
        <source>{when} 堂食</source>
        <translation>{when} dine in</translation>
    </message>
    <message>
        <source>{when} 自取</source>
        <translation>{when} pickup</translation>
    </message>
    <message>
        <source>新顾客</source>
        <translation>New</translation>
    </message>
    <message>
        <source>第 {n} 次</source>
        <translation>Visit {n}</translation>
    </message>
    <message>
        <source>已退款 {amount}</source>
        <translation>Refunded {amount}</translation>
    </message>
    <message>
        <source>✓ 已付款 {amount}</source>
        <translation>✓ Paid {amount}</translation>
    </message>
    <message>
        <source>已付 {paid} · 待收 {amount}</source>
        <translation>Paid {paid} · collect {amount}</translation>
    </message>
    <message>
        <source>待收 {amount}</source>
        <translation>Collect {amount}</translation>
    </message>
    <message>
        <source>小票排队</source>
        <translation>Ticket queued</translation>
    </message>
    <message>
        <source>等待：{reason}</source>
        <translation>Waiting: {reason}</translation>
    </message>
    <message>
        <source>打印中</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>装纸后会继续</source>
        <translation>Goes on after new paper</translation>
    </message>
    <message>
        <source>已打印 ✓</source>
        <translation>Printed ✓</translation>
    </message>
    <message>
        <source>已发送（此打印机无法确认）</source>
        <translation>Sent (printer cannot confirm)</translation>
    </message>
    <message>
        <source>可能已打印，请查看</source>
        <translation>Maybe printed, please look</translation>
    </message>
    <message>
        <source>小票出来了吗？</source>
        <translation>Did the ticket come out?</translation>
    </message>
    <message>
        <source>人工确认 ✓</source>
        <translation>Seen by a person ✓</translation>
    </message>
    <message>
        <source>小票已取消</source>
        <translation>Ticket cancelled</translation>
    </message>
    <message>
        <source>▲ 金额不符</source>
        <translation>▲ Does not add up</translation>
    </message>
    <message>
        <source>催 {n} 次</source>
        <translation>Chased {n}×</translation>
    </message>
    <message>
        <source>微信支付</source>
        <translation>WeChat Pay</translation>
    </message>
    <message>
        <source>货到付款</source>
        <translation>cash on delivery</translation>
    </message>
    <message>
        <source>扫码付款</source>
        <translation>QR at the counter</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>cash</translation>
    </message>
    <message>
        <source>刷卡</source>
        <translation>card</translation>
    </message>
    <message>
        <source>转账</source>
        <translation>transfer</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>other</translation>
    </message>
    <message>
        <source>第 {n} 版</source>
        <translation>v{n}</translation>
    </message>
    <message>
        <source>{time} 开始做</source>
        <translation>start {time}</translation>
    </message>
    <message>
        <source>还有 {n} 样</source>
        <translation>{n} more</translation>
    </message>
    <message>
        <source>拒单</source>
        <translation>Decline</translation>
    </message>
</context>
</TS>
