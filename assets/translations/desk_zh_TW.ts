<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
<context>
    <name>AccountBlock</name>
    <message>
        <source>回调地址（URL）</source>
        <translation>回呼網址（URL）</translation>
    </message>
    <message>
        <source>令牌（Token）</source>
        <translation>權杖（Token）</translation>
    </message>
    <message>
        <source>消息加解密密钥（EncodingAESKey）</source>
        <translation>訊息加解密金鑰（EncodingAESKey）</translation>
    </message>
    <message>
        <source>这个号能做</source>
        <translation>這個帳號能做</translation>
    </message>
    <message>
        <source>这个号做不到（微信不开放）</source>
        <translation>這個帳號做不到（微信不開放）</translation>
    </message>
    <message>
        <source>▲ 启用服务器配置以后，这个号原来的菜单和自动回复都会停用</source>
        <translation>▲ 啟用伺服器設定以後，這個帳號原來的選單和自動回覆都會停用</translation>
    </message>
    <message>
        <source>在公众号后台按这个顺序做：</source>
        <translation>在公眾號後台按這個順序做：</translation>
    </message>
</context>
<context>
    <name>AreaRow</name>
    <message>
        <source>区域</source>
        <translation>區域</translation>
    </message>
    <message>
        <source>望京</source>
        <translation>望京</translation>
    </message>
    <message>
        <source>地址里有这些字</source>
        <translation>地址裡有這些字</translation>
    </message>
    <message>
        <source>望京、来广营；不填就是哪儿都算</source>
        <translation>望京、來廣營；不填就是哪兒都算</translation>
    </message>
    <message>
        <source>运费</source>
        <translation>運費</translation>
    </message>
    <message>
        <source>起送</source>
        <translation>起送</translation>
    </message>
    <message>
        <source>去掉这个区域</source>
        <translation>去掉這個區域</translation>
    </message>
    <message>
        <source>写上区域的名字。</source>
        <translation>寫上區域的名字。</translation>
    </message>
    <message>
        <source>运费和起送写成 8 或 8.50。</source>
        <translation>運費和起送寫成 8 或 8.50。</translation>
    </message>
</context>
<context>
    <name>AreasBlock</name>
    <message>
        <source>送货区域</source>
        <translation>送貨區域</translation>
    </message>
    <message>
        <source>一行也不写：哪儿都送，不收运费。写了：地址里有那些字才送，从上往下第一个对上的算。</source>
        <translation>一行也不寫：哪兒都送，不收運費。寫了：地址裡有那些字才送，從上往下第一個對上的算。</translation>
    </message>
    <message>
        <source>加一个区域</source>
        <translation>加一個區域</translation>
    </message>
</context>
<context>
    <name>BestChoice</name>
    <message>
        <source>按金额</source>
        <translation>按金額</translation>
    </message>
    <message>
        <source>按次数</source>
        <translation>按次數</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>存成表格文件（CSV），Excel、WPS 都能打开</source>
        <translation>存成表格檔案（CSV），Excel、WPS 都能打開</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>列印</translation>
    </message>
    <message>
        <source>从前台的打印机出来</source>
        <translation>從前台的印表機出來</translation>
    </message>
</context>
<context>
    <name>Bubbles</name>
    <message>
        <source>更早的 {n} 条</source>
        <extracomment>Messages shown at first, and how many more at a press. A run of letters longer than this, an address say, may be broken anywhere.</extracomment>
        <translation>更早的 {n} 則</translation>
    </message>
    <message>
        <source>复制这段话</source>
        <translation>複製這段話</translation>
    </message>
    <message>
        <source>已在微信里回了</source>
        <translation>已在微信裡回了</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>已复制 ✓</source>
        <translation>已複製 ✓</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>店铺没有回应，稍后再核对</source>
        <extracomment>A source&apos;s reason and what a person does about it.</extracomment>
        <translation>店鋪沒有回應，稍後再核對</translation>
    </message>
    <message>
        <source>店铺请我们慢一点，稍后再核对</source>
        <translation>店鋪請我們慢一點，稍後再核對</translation>
    </message>
    <message>
        <source>店铺不认这个密钥，请换一个</source>
        <translation>店鋪不認這個金鑰，請換一個</translation>
    </message>
    <message>
        <source>这个网址上没有店铺，请检查</source>
        <translation>這個網址上沒有店鋪，請檢查</translation>
    </message>
    <message>
        <source>这个网址上不是店铺，请检查</source>
        <translation>這個網址上不是店鋪，請檢查</translation>
    </message>
    <message>
        <source>店铺停用了推送，请到店铺后台重新启用</source>
        <translation>店鋪停用了推送，請到店鋪後台重新啟用</translation>
    </message>
    <message>
        <source>中继连不上，稍后再核对</source>
        <translation>中繼連不上，稍後再核對</translation>
    </message>
    <message>
        <source>核对时程序出错，日志里有记录</source>
        <translation>核對時程式出錯，日誌裡有記錄</translation>
    </message>
    <message>
        <source>这台电脑存不了订单</source>
        <translation>這台電腦存不了訂單</translation>
    </message>
    <message>
        <source>还没核对</source>
        <translation>還沒核對</translation>
    </message>
    <message>
        <source>刚刚核对，缺 {n} 单</source>
        <translation>剛剛核對，缺 {n} 單</translation>
    </message>
    <message>
        <source>{ago}前核对，缺 {n} 单</source>
        <translation>{ago}前核對，缺 {n} 單</translation>
    </message>
    <message>
        <source>收不进来：{ids}</source>
        <translation>收不進來：{ids}</translation>
    </message>
    <message>
        <source>太久没核对</source>
        <translation>太久沒核對</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>微信收款码</source>
        <translation>微信收款碼</translation>
    </message>
</context>
<context>
    <name>ComingRow</name>
    <message>
        <source>从哪天起</source>
        <translation>從哪天起</translation>
    </message>
    <message>
        <source>12-01</source>
        <translation>12-01</translation>
    </message>
    <message>
        <source>新价格</source>
        <translation>新價格</translation>
    </message>
    <message>
        <source>点一下换渠道</source>
        <translation>點一下換通路</translation>
    </message>
    <message>
        <source>去掉这个价格</source>
        <translation>去掉這個價格</translation>
    </message>
    <message>
        <source>要写今天以后的日子；今天就改，改上面的价格。</source>
        <translation>要寫今天以後的日子；今天就改，改上面的價格。</translation>
    </message>
    <message>
        <source>日子写成 12-01 或 2026-12-01。</source>
        <translation>日子寫成 12-01 或 2026-12-01。</translation>
    </message>
    <message>
        <source>价格写成 168 或 168.50。</source>
        <translation>價格寫成 168 或 168.50。</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>写回复，按 Enter 发送</source>
        <extracomment>The longest answer, in characters: WeChat takes 2048 bytes.</extracomment>
        <translation>寫回覆，按 Enter 傳送</translation>
    </message>
    <message>
        <source>发送</source>
        <translation>傳送</translation>
    </message>
    <message>
        <source>太长了：最多 {most} 字，现在 {n} 字。分两次发。</source>
        <translation>太長了：最多 {most} 字，現在 {n} 字。分兩次發。</translation>
    </message>
    <message>
        <source>快捷回复</source>
        <translation>快捷回覆</translation>
    </message>
    <message>
        <source>改快捷回复</source>
        <translation>改快捷回覆</translation>
    </message>
    <message>
        <source>一行一句，最多 30 句。全部删掉就用回原来的。</source>
        <translation>一行一句，最多 30 句。全部刪掉就用回原來的。</translation>
    </message>
    <message>
        <source>快捷回复，一行一句</source>
        <translation>快捷回覆，一行一句</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>CopyRow</name>
    <message>
        <source>显示</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>隐藏</source>
        <translation>隱藏</translation>
    </message>
    <message>
        <source>已复制 ✓</source>
        <translation>已複製 ✓</translation>
    </message>
</context>
<context>
    <name>DateRow</name>
    <message>
        <source>哪天</source>
        <extracomment>The longest time between an order and when it can be had, in minutes.</extracomment>
        <translation>哪天</translation>
    </message>
    <message>
        <source>10-01</source>
        <translation>10-01</translation>
    </message>
    <message>
        <source>那天的时间</source>
        <translation>那天的時間</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>去掉这一天</source>
        <translation>去掉這一天</translation>
    </message>
    <message>
        <source>日子写成 10-01 或 2026-10-01。</source>
        <translation>日子寫成 10-01 或 2026-10-01。</translation>
    </message>
    <message>
        <source>时间写成 9:00-12:00, 13:30-20:00；不填就是休息。</source>
        <translation>時間寫成 9:00-12:00, 13:30-20:00；不填就是休息。</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>小票台没有开起来，先照上面说的做。</source>
        <translation>小票臺沒有開起來，先照上面說的做。</translation>
    </message>
    <message>
        <source>小票台还没准备好，稍等一下再试。</source>
        <translation>小票臺還沒準備好，稍等一下再試。</translation>
    </message>
    <message>
        <source>正在收尾：打完手上这张小票就关。</source>
        <extracomment>What the desk consists of; imported in a thread, so that the window answers meanwhile. A desk that takes longer than so many seconds to close says why.</extracomment>
        <translation>正在收尾：打完手上這張小票就關。</translation>
    </message>
    <message>
        <source>打完手上这张小票，就用新的设置。</source>
        <translation>印完手上這張單子，就用新的設定。</translation>
    </message>
    <message>
        <source>写好了，关掉小票台再打开就生效</source>
        <translation>寫好了，關掉小票台再打開就生效</translation>
    </message>
    <message>
        <source>小票台没有开起来：{why}</source>
        <translation>小票臺沒有開起來：{why}</translation>
    </message>
    <message>
        <source>出了意料之外的问题（{kind}）。关掉再打开；还是不行，把 desk.log 发给我们。</source>
        <translation>出了意料之外的問題（{kind}）。關掉再開啟；還是不行，把 desk.log 發給我們。</translation>
    </message>
    <message>
        <source>{number} 已下单</source>
        <extracomment>Seconds that changed orders are gathered before they are shown: about two frames. The same for printers and the day&apos;s totals. How often the day is looked at when nothing happens. Seconds that what was asked last may take when the window closes.</extracomment>
        <translation>{number} 已下單</translation>
    </message>
    <message>
        <source>已交给打印机</source>
        <translation>已交給印表機</translation>
    </message>
    <message>
        <source>这个文件读不了：{why}</source>
        <translation>這個檔案讀不了：{why}</translation>
    </message>
    <message>
        <source>收进 {taken} 单，{known} 单早就有，{refused} 处不对</source>
        <translation>收進 {taken} 單，{known} 單早就有，{refused} 處不對</translation>
    </message>
    <message>
        <source>现在暂停接单：{reason}</source>
        <translation>現在暫停接單：{reason}</translation>
    </message>
    <message>
        <source>{product} 已经下架。</source>
        <translation>{product} 已經下架。</translation>
    </message>
    <message>
        <source>{product} 卖完了。</source>
        <translation>{product} 賣完了。</translation>
    </message>
    <message>
        <source>{product} 只剩 {left} 份。</source>
        <translation>{product} 只剩 {left} 份。</translation>
    </message>
    <message>
        <source>这个地址不在配送范围。</source>
        <translation>這個地址不在配送範圍。</translation>
    </message>
    <message>
        <source>{area} 满 {minimum} 起送，现在是 {total}。</source>
        <translation>{area} 滿 {minimum} 起送，現在是 {total}。</translation>
    </message>
    <message>
        <source>现在没有营业，最早 {opens}。</source>
        <translation>現在沒有營業，最早 {opens}。</translation>
    </message>
    <message>
        <source>这个时间不营业，或者来不及做。</source>
        <translation>這個時間不營業，或者來不及做。</translation>
    </message>
    <message>
        <source>这个时间已经约满。</source>
        <translation>這個時間已經約滿。</translation>
    </message>
    <message>
        <source>名次|姓名|电话|单数|金额（{currency}）|第一次|最近一次|该来的日子|最爱买</source>
        <extracomment>A cell that begins so is taken for a formula by spreadsheet programs.</extracomment>
        <translation>名次|姓名|電話|單數|金額（{currency}）|第一次|最近一次|該來的日子|最愛買</translation>
    </message>
    <message>
        <source>合在一起了。卡片上可以撤销。</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Prints customers under a title. Shows a passing message: text and kind. Gives an order by its id. Raises NotFound. Seconds that changes are gathered before they are shown. Rows of a list that are read anew whenever an order changes.</extracomment>
        <translation>合在一起了。卡片上可以撤銷。</translation>
    </message>
    <message>
        <source>分开了，{name} 又是单独一位。</source>
        <translation>分開了，{name} 又是單獨一位。</translation>
    </message>
    <message>
        <source>VIP 名单</source>
        <translation>VIP 名單</translation>
    </message>
    <message>
        <source>{name} 售罄了，微信里不能再点</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Shows a passing message: text and kind. Shows a passing message with a button that takes what was done back. Seconds that changes are gathered before they are shown. The side of a picture on the page, in pixels; the largest file that is taken over, in bytes.</extracomment>
        <translation>{name} 售罄了，微信裡不能再點</translation>
    </message>
    <message>
        <source>{name} 又可以点了</source>
        <translation>{name} 又可以點了</translation>
    </message>
    <message>
        <source>{name} 存好了，菜单里马上就是新的</source>
        <translation>{name} 存好了，菜單裡馬上就是新的</translation>
    </message>
    <message>
        <source>{name} 删掉了</source>
        <translation>{name} 刪掉了</translation>
    </message>
    <message>
        <source>商品没有变：表格里有 {n} 处不对。第一处：{fault}</source>
        <translation>商品沒有變：試算表裡有 {n} 處不對。第一處：{fault}</translation>
    </message>
    <message>
        <source>第 {row} 行的 {column} 写得不对</source>
        <translation>第 {row} 行的 {column} 寫得不對</translation>
    </message>
    <message>
        <source>一样商品也没有</source>
        <translation>一樣商品也沒有</translation>
    </message>
    <message>
        <source>换成了表格里的 {n} 样商品</source>
        <translation>換成了試算表裡的 {n} 樣商品</translation>
    </message>
    <message>
        <source>写不到这个文件：{why}</source>
        <translation>寫不到這個檔案：{why}</translation>
    </message>
    <message>
        <source>写好了 {n} 样商品：{name}</source>
        <translation>寫好了 {n} 樣商品：{name}</translation>
    </message>
    <message>
        <source>这张图片太大了。</source>
        <translation>這張圖片太大了。</translation>
    </message>
    <message>
        <source>选一张 25 MB 以下的。</source>
        <translation>選一張 25 MB 以下的。</translation>
    </message>
    <message>
        <source>这张图片读不了：{why}</source>
        <translation>這張圖片讀不了：{why}</translation>
    </message>
    <message>
        <source>这个文件不是能用的图片。</source>
        <translation>這個檔案不是能用的圖片。</translation>
    </message>
    <message>
        <source>选一张 JPG、PNG 或 WebP。</source>
        <translation>選一張 JPG、PNG 或 WebP。</translation>
    </message>
    <message>
        <source>写好了 {n} 位顾客：{name}</source>
        <translation>寫好了 {n} 位顧客：{name}</translation>
    </message>
    <message>
        <source>暂停接单：{text}</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Shows a passing message with a button that takes what was done back. What changes the rules.</extracomment>
        <translation>暫停接單：{text}</translation>
    </message>
    <message>
        <source>{text}（到 {time}）</source>
        <translation>{text}（到 {time}）</translation>
    </message>
    <message>
        <source>存好了，从现在起按新的来</source>
        <translation>存好了，從現在起按新的來</translation>
    </message>
    <message>
        <source>暂停接单了，微信里马上就看得到</source>
        <translation>暫停接單了，微信裡馬上就看得到</translation>
    </message>
    <message>
        <source>又接单了</source>
        <translation>又接單了</translation>
    </message>
    <message>
        <source>从现在起每单多等 {n} 分钟</source>
        <translation>從現在起每單多等 {n} 分鐘</translation>
    </message>
    <message>
        <source>文件夹不能写，或者文件正开着</source>
        <translation>資料夾不能寫，或者檔案正開著</translation>
    </message>
    <message>
        <source>写好了：{name}</source>
        <translation>寫好了：{name}</translation>
    </message>
    <message>
        <source>提示音静音 {n} 秒。按 Q 或点这里，恢复声音。</source>
        <extracomment>Prints that nobody took these orders: their numbers. Seconds between two looks while something waits, and between two checks whether a sound would be heard.</extracomment>
        <translation>提示音靜音 {n} 秒。按 Q 或點這裡，恢復聲音。</translation>
    </message>
    <message>
        <source>{n} 张新单等人接。接单、点开，或者点这里：知道了（Q）</source>
        <translation>{n} 張新單等人接。接單、點開，或者點這裡：知道了（Q）</translation>
    </message>
    <message>
        <source>有打印机停了，看“打印机”。点这里：知道了（Q）</source>
        <translation>有印表機停了，看「印表機」。點這裡：知道了（Q）</translation>
    </message>
    <message>
        <source>新单来了不会响：这台电脑没有放声音的程序。装上 pipewire 或 alsa-utils，或者盯着屏幕。</source>
        <translation>新單來了不會響：這台電腦沒有播放聲音的程式。裝上 pipewire 或 alsa-utils，或者盯著螢幕。</translation>
    </message>
    <message>
        <source>新单来了不会响：没有找到音箱。接上音箱或耳机，或者盯着屏幕。</source>
        <translation>新單來了不會響：沒有找到喇叭。接上喇叭或耳機，或者盯著螢幕。</translation>
    </message>
    <message>
        <source>新单来了不会响：电脑静音了。把音量打开。</source>
        <translation>新單來了不會響：電腦靜音了。把音量打開。</translation>
    </message>
    <message>
        <source>新单来了不会响：上次没放出声音。看看音箱和音量。</source>
        <translation>新單來了不會響：上次沒放出聲音。看看喇叭和音量。</translation>
    </message>
    <message>
        <source>没能找下去：{why}</source>
        <translation>沒能找下去：{why}</translation>
    </message>
    <message>
        <source>打印机加好了，打一张测试页看看</source>
        <translation>印表機加好了，印一張測試頁看看</translation>
    </message>
    <message>
        <source>还有小票在等这台打印机，打完再移除</source>
        <translation>還有單子在等這台印表機，印完再移除</translation>
    </message>
    <message>
        <source>设置又改过了，撤不回来，请重新添加</source>
        <translation>設定又改過了，無法復原，請重新新增</translation>
    </message>
    <message>
        <source>打印机移除了</source>
        <translation>印表機移除了</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>（{time} 开始做）</source>
        <translation>（{time} 開始做）</translation>
    </message>
    <message>
        <source>顾客</source>
        <translation>顧客</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>来自</source>
        <translation>來自</translation>
    </message>
    <message>
        <source>流水</source>
        <translation>流水</translation>
    </message>
    <message>
        <source>配送费</source>
        <translation>配送費</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>已付 {method}</source>
        <translation>已付 {method}</translation>
    </message>
    <message>
        <source>待收 {method}</source>
        <translation>待收 {method}</translation>
    </message>
    <message>
        <source>▲ 金额不符：明细加起来和合计不一样，请和顾客核对。</source>
        <translation>▲ 金額不符：明細加起來和合計不一樣，請和顧客核對。</translation>
    </message>
    <message>
        <source>补打这张</source>
        <translation>補打這張</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>点一张单子，这里就是它的全部：
地址、要求、经过和小票。</source>
        <translation>點一張單子，這裡就是它的全部：
地址、要求、經過和小票。</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>接单，{n} 分钟后好</source>
        <translation>接單，{n} 分鐘後好</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>補打</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>撤銷</translation>
    </message>
    <message>
        <source>催单</source>
        <translation>催單</translation>
    </message>
    <message>
        <source>已收款</source>
        <translation>已收款</translation>
    </message>
    <message>
        <source>收款…</source>
        <translation>收款…</translation>
    </message>
    <message>
        <source>退款…</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>經過</translation>
    </message>
    <message>
        <source>小票 {n}</source>
        <translation>小票 {n}</translation>
    </message>
</context>
<context>
    <name>EmptyBoard</name>
    <message>
        <source>新单</source>
        <translation>新單</translation>
    </message>
    <message>
        <source>看打印机</source>
        <translation>看印表機</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>沒有找到</translation>
    </message>
    <message>
        <source>换个说法试试：单号、姓名、品名或备注里的字。按 Esc 看全部。</source>
        <translation>換個說法試試：單號、姓名、品名或備註裡的字。按 Esc 看全部。</translation>
    </message>
    <message>
        <source>这里还是空的</source>
        <translation>這裡還是空的</translation>
    </message>
    <message>
        <source>以后才做的预订和今天结束的订单会放在这里。</source>
        <translation>以後才做的預訂和今天結束的訂單會放在這裡。</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>還沒有訂單</translation>
    </message>
    <message>
        <source>顾客一下单，订单就出现在这里，小票也会自己打印。
电话或柜台来的订单，按 N 自己输入。</source>
        <translation>顧客一下單，訂單就出現在這裡，小票也會自己列印。
電話或櫃台來的訂單，按 N 自己輸入。</translation>
    </message>
</context>
<context>
    <name>ExportOverlay</name>
    <message>
        <source>导出看到的这段时间</source>
        <translation>匯出看到的這段時間</translation>
    </message>
    <message>
        <source>Excel 表格</source>
        <translation>Excel 表格</translation>
    </message>
    <message>
        <source>每种统计一张表，数字可以接着算</source>
        <translation>每種統計一張表，數字可以接著算</translation>
    </message>
    <message>
        <source>CSV 表格</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>一张表，记账软件都能读</source>
        <translation>一張表，記帳軟體都能讀</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>打印或发给会计，A4 纸</source>
        <translation>列印或發給會計，A4 紙</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>发到群里看</source>
        <translation>發到群組裡看</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>缺纸</source>
        <translation>缺紙</translation>
    </message>
    <message>
        <source>纸快用完</source>
        <translation>紙快用完</translation>
    </message>
    <message>
        <source>开盖</source>
        <translation>開蓋</translation>
    </message>
    <message>
        <source>断电再开</source>
        <translation>斷電再開</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>切刀故障</source>
        <translation>切刀故障</translation>
    </message>
    <message>
        <source>不回答</source>
        <translation>不回答</translation>
    </message>
    <message>
        <source>全部恢复</source>
        <translation>全部恢復</translation>
    </message>
</context>
<context>
    <name>FindPrinter</name>
    <message>
        <source>前台小票</source>
        <extracomment>What most receipt printers in a network listen on. More devices than a shop has are not listed.</extracomment>
        <translation>前台單</translation>
    </message>
    <message>
        <source>后厨单</source>
        <translation>後廚單</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>打印机地址</source>
        <translation>印表機位址</translation>
    </message>
    <message>
        <source>用这个地址</source>
        <translation>用這個位址</translation>
    </message>
    <message>
        <source>知道地址？填在这里</source>
        <translation>知道位址？填在這裡</translation>
    </message>
    <message>
        <source>没有打印机，先用模拟的</source>
        <translation>沒有印表機，先用模擬的</translation>
    </message>
    <message>
        <source>它打什么</source>
        <translation>它印什麼</translation>
    </message>
    <message>
        <source>名字</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>比如 前台</source>
        <translation>例如 前台</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>换一台</source>
        <translation>換一台</translation>
    </message>
    <message>
        <source>停</source>
        <translation>停</translation>
    </message>
    <message>
        <source>找打印机</source>
        <translation>找印表機</translation>
    </message>
    <message>
        <source>正在找：网络里问过 {done} / {total} 个地址</source>
        <translation>正在找：網路裡問過 {done} / {total} 個位址</translation>
    </message>
    <message>
        <source>正在找：网络、USB 和这台电脑装好的打印机……</source>
        <translation>正在找：網路、USB 和這台電腦裝好的印表機……</translation>
    </message>
    <message>
        <source>没有找到。看看打印机开着没有、和电脑在不在同一个网络，再找一次；或者填它的地址。</source>
        <translation>沒有找到。看看印表機開著沒有、和電腦在不在同一個網路，再找一次；或者填它的位址。</translation>
    </message>
    <message>
        <source>打开打印机的电源，插好网线或 USB 线，再按一下。</source>
        <translation>打開印表機的電源，插好網路線或 USB 線，再按一下。</translation>
    </message>
    <message>
        <source>这不是地址，写成 192.168.1.50 这样</source>
        <translation>這不是位址，寫成 192.168.1.50 這樣</translation>
    </message>
    <message>
        <source>模拟打印机</source>
        <translation>模擬印表機</translation>
    </message>
    <message>
        <source>换一个名字，每台一个</source>
        <translation>換一個名字，每台一個</translation>
    </message>
    <message>
        <source>给它一个名字</source>
        <translation>給它一個名字</translation>
    </message>
</context>
<context>
    <name>FinderOverlay</name>
    <message>
        <source>添加打印机</source>
        <translation>新增印表機</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>没报型号的打印机</source>
        <translation>沒報型號的印表機</translation>
    </message>
    <message>
        <source>已经在用</source>
        <translation>已經在用</translation>
    </message>
    <message>
        <source>打不了小票：这是标签机或办公打印机。</source>
        <translation>印不了單子：這是標籤機或辦公印表機。</translation>
    </message>
    <message>
        <source>用这台</source>
        <translation>用這台</translation>
    </message>
</context>
<context>
    <name>Goods</name>
    <message>
        <source>微信</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>柜台</source>
        <translation>櫃台</translation>
    </message>
    <message>
        <source>网页</source>
        <translation>網頁</translation>
    </message>
    <message>
        <source>全部渠道</source>
        <translation>全部通路</translation>
    </message>
    <message>
        <source>、</source>
        <translation>、</translation>
    </message>
    <message>
        <source>没有分类</source>
        <translation>沒有分類</translation>
    </message>
    <message>
        <source>{channel}专享</source>
        <translation>{channel}專享</translation>
    </message>
    <message>
        <source>剩 {n}</source>
        <translation>剩 {n}</translation>
    </message>
    <message>
        <source>今天 {n}/{limit}</source>
        <translation>今天 {n}/{limit}</translation>
    </message>
    <message>
        <source>今天卖了 {n}</source>
        <translation>今天賣了 {n}</translation>
    </message>
    <message>
        <source>{stations} 出单</source>
        <translation>{stations} 出單</translation>
    </message>
    <message>
        <source>■ 售罄</source>
        <translation>■ 售罄</translation>
    </message>
    <message>
        <source>■ 卖完了</source>
        <translation>■ 賣完了</translation>
    </message>
    <message>
        <source>{day} 起 {price}</source>
        <translation>{day} 起 {price}</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>售罄</translation>
    </message>
</context>
<context>
    <name>GoodsCard</name>
    <message>
        <source>回到商品</source>
        <translation>回到商品</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>售罄</translation>
    </message>
    <message>
        <source>恢复销售</source>
        <translation>恢復銷售</translation>
    </message>
    <message>
        <source>往前排一位：微信菜单里的号跟着变</source>
        <translation>往前排一位：微信菜單裡的號跟著變</translation>
    </message>
    <message>
        <source>往后排一位：微信菜单里的号跟着变</source>
        <translation>往後排一位：微信菜單裡的號跟著變</translation>
    </message>
    <message>
        <source>删掉这个商品；可以撤销</source>
        <translation>刪掉這個商品；可以復原</translation>
    </message>
    <message>
        <source>不改了</source>
        <translation>不改了</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>新商品</source>
        <translation>新商品</translation>
    </message>
</context>
<context>
    <name>GoodsForm</name>
    <message>
        <source>品名</source>
        <extracomment>The largest number of pieces that is taken for one.</extracomment>
        <translation>品名</translation>
    </message>
    <message>
        <source>草莓奶油蛋糕 6寸</source>
        <translation>草莓奶油蛋糕 6寸</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>編號</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>蛋糕</source>
        <translation>蛋糕</translation>
    </message>
    <message>
        <source>价格</source>
        <translation>價格</translation>
    </message>
    <message>
        <source>还剩</source>
        <translation>還剩</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>每天最多</source>
        <translation>每天最多</translation>
    </message>
    <message>
        <source>说明：顾客在菜单里看到的一两句话</source>
        <translation>說明：顧客在菜單裡看到的一兩句話</translation>
    </message>
    <message>
        <source>写上品名。</source>
        <translation>寫上品名。</translation>
    </message>
    <message>
        <source>价格写成 168 或 168.50。</source>
        <translation>價格寫成 168 或 168.50。</translation>
    </message>
    <message>
        <source>写一个整数，不填就是不限。</source>
        <translation>寫一個整數，不填就是不限。</translation>
    </message>
    <message>
        <source>编号 {sku} 已经有了。</source>
        <translation>編號 {sku} 已經有了。</translation>
    </message>
    <message>
        <source>编号里不要有空格。</source>
        <translation>編號裡不要有空格。</translation>
    </message>
    <message>
        <source>在哪儿卖</source>
        <translation>在哪兒賣</translation>
    </message>
    <message>
        <source>至少选一个渠道；不想卖了，就点“售罄”。</source>
        <translation>至少選一個通路；不想賣了，就點“售罄”。</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>選圖片</translation>
    </message>
    <message>
        <source>不要图片</source>
        <translation>不要圖片</translation>
    </message>
</context>
<context>
    <name>GoodsList</name>
    <message>
        <source>品名、编号、分类</source>
        <translation>品名、編號、分類</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>售罄</translation>
    </message>
    <message>
        <source>加商品</source>
        <translation>加商品</translation>
    </message>
    <message>
        <source>用表格文件换掉全部商品；可以撤销</source>
        <translation>用試算表檔案換掉全部商品；可以復原</translation>
    </message>
    <message>
        <source>导入表格</source>
        <translation>匯入試算表</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>匯出試算表</translation>
    </message>
    <message>
        <source>把全部商品存成表格文件</source>
        <translation>把全部商品存成試算表檔案</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>沒有找到“{text}”</translation>
    </message>
    <message>
        <source>试试品名里的一个字，或者编号。</source>
        <translation>試試品名裡的一個字，或者編號。</translation>
    </message>
    <message>
        <source>都有货</source>
        <translation>都有貨</translation>
    </message>
    <message>
        <source>点商品右边的“售罄”，它就在这里，顾客也不能再点。</source>
        <translation>點商品右邊的“售罄”，它就在這裡，顧客也不能再點。</translation>
    </message>
    <message>
        <source>还没有商品</source>
        <translation>還沒有商品</translation>
    </message>
    <message>
        <source>点“加商品”写第一样，或者导入一张表格。写好以后，微信里的菜单两秒内就有。</source>
        <translation>點“加商品”寫第一樣，或者匯入一張試算表。寫好以後，微信裡的菜單兩秒內就有。</translation>
    </message>
</context>
<context>
    <name>GoodsPage</name>
    <message>
        <source>“{name}”改了还没存：先点“保存”，或者“不改了”。</source>
        <extracomment>Width at 100 % from which the list stands beside the card, and the card&apos;s own.</extracomment>
        <translation>“{name}”改了還沒存：先點“儲存”，或者“不改了”。</translation>
    </message>
    <message>
        <source>新商品</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>导入商品</source>
        <translation>匯入商品</translation>
    </message>
    <message>
        <source>表格 (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>导出商品</source>
        <translation>匯出商品</translation>
    </message>
    <message>
        <source>商品 {day}.csv</source>
        <translation>商品 {day}.csv</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>選圖片</translation>
    </message>
    <message>
        <source>图片 (*.jpg *.jpeg *.png *.webp *.gif *.bmp)</source>
        <translation>圖片 (*.jpg *.jpeg *.png *.webp *.gif *.bmp)</translation>
    </message>
    <message>
        <source>菜单就从这里来</source>
        <translation>菜單就從這裡來</translation>
    </message>
    <message>
        <source>点一样商品改它的价格、库存和图片。
卖完了，点它右边的“售罄”：微信里两秒内就不能再点。</source>
        <translation>點一樣商品改它的價格、庫存和圖片。
賣完了，點它右邊的“售罄”：微信裡兩秒內就不能再點。</translation>
    </message>
</context>
<context>
    <name>GroupBlock</name>
    <message>
        <source>这段时间还没有卖出</source>
        <translation>這段時間還沒有賣出</translation>
    </message>
    <message>
        <source>还有 {n} 种</source>
        <translation>還有 {n} 種</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{station}改单票</source>
        <translation>{station}改單票</translation>
    </message>
    <message>
        <source>{station}取消票</source>
        <translation>{station}取消票</translation>
    </message>
    <message>
        <source>{station}催单票</source>
        <translation>{station}催單票</translation>
    </message>
    <message>
        <source>{station}收款票</source>
        <translation>{station}收款票</translation>
    </message>
    <message>
        <source>{station}小票</source>
        <translation>{station}小票</translation>
    </message>
    <message>
        <source>{time} 打到一半断了连接，可能只打了一部分。</source>
        <translation>{time} 打到一半斷了連線，可能只打了一部分。</translation>
    </message>
    <message>
        <source>{time} 打印时程序重启过，可能已经打出来。</source>
        <translation>{time} 列印時程式重新啟動過，可能已經打出來。</translation>
    </message>
    <message>
        <source>{time} 打印机没有回答，可能已经打出来。</source>
        <translation>{time} 印表機沒有回答，可能已經打出來。</translation>
    </message>
    <message>
        <source>这张票等得太久（从 {time} 起），还要打吗？</source>
        <translation>這張票等得太久（從 {time} 起），還要打嗎？</translation>
    </message>
    <message>
        <source>{time} 起不能确定，请去打印机那里看一眼。</source>
        <translation>{time} 起不能確定，請去印表機那裡看一眼。</translation>
    </message>
    <message>
        <source>排队等打印</source>
        <extracomment>Job state -&gt; sentence and tone. `{reason}`, `{n}` and `{by}` are filled in.</extracomment>
        <translation>排隊等列印</translation>
    </message>
    <message>
        <source>{by} 要求再打一次</source>
        <translation>{by} 要求再打一次</translation>
    </message>
    <message>
        <source>等待：{reason}</source>
        <translation>等待：{reason}</translation>
    </message>
    <message>
        <source>开始打印</source>
        <translation>開始列印</translation>
    </message>
    <message>
        <source>补打，第 {n} 次</source>
        <translation>補打，第 {n} 次</translation>
    </message>
    <message>
        <source>已全部送到打印机，等它确认</source>
        <translation>已全部送到印表機，等它確認</translation>
    </message>
    <message>
        <source>打到一半缺纸，装纸后会继续</source>
        <translation>打到一半缺紙，裝紙後會繼續</translation>
    </message>
    <message>
        <source>打印机确认：已打印 ✓</source>
        <translation>印表機確認：已列印 ✓</translation>
    </message>
    <message>
        <source>已发送，此打印机无法确认</source>
        <translation>已傳送，此印表機無法確認</translation>
    </message>
    <message>
        <source>可能已打印</source>
        <translation>可能已列印</translation>
    </message>
    <message>
        <source>{reason}，可能已打印</source>
        <translation>{reason}，可能已列印</translation>
    </message>
    <message>
        <source>等人看一眼：出来了吗？</source>
        <translation>等人看一眼：出來了嗎？</translation>
    </message>
    <message>
        <source>{by} 看过：出来了 ✓</source>
        <translation>{by} 看過：出來了 ✓</translation>
    </message>
    <message>
        <source>不打了 {by}</source>
        <translation>不打了 {by}</translation>
    </message>
    <message>
        <source>没有打，改单后由新票代替</source>
        <translation>沒有打，改單後由新票代替</translation>
    </message>
    <message>
        <source>下单</source>
        <translation>下單</translation>
    </message>
    <message>
        <source>改单</source>
        <translation>改單</translation>
    </message>
    <message>
        <source>催单</source>
        <translation>催單</translation>
    </message>
    <message>
        <source>要求补打</source>
        <translation>要求補打</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>撤銷上一步</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>已付款 {amount}</source>
        <translation>已付款 {amount}</translation>
    </message>
    <message>
        <source>已退款 {amount}</source>
        <translation>已退款 {amount}</translation>
    </message>
    <message>
        <source>▲ 要退款 {amount}：单子取消了，钱已经收了</source>
        <translation>▲ 要退款 {amount}：單子取消了，錢已經收了</translation>
    </message>
    <message>
        <source>▲ 退款 {amount} 没有成功，到微信支付商户平台看看</source>
        <translation>▲ 退款 {amount} 沒有成功，到微信支付商戶平台看看</translation>
    </message>
    <message>
        <source>▲ 微信来了一笔对不上的钱 {amount}，没有算进去，到商户平台看看</source>
        <translation>▲ 微信來了一筆對不上的錢 {amount}，沒有算進去，到商戶平台看看</translation>
    </message>
    <message>
        <source>没有付款，付款码作废了</source>
        <translation>沒有付款，付款碼作廢了</translation>
    </message>
    <message>
        <source>{printer} · 第 {n} 次打印</source>
        <translation>{printer} · 第 {n} 次列印</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>周一|周二|周三|周四|周五|周六|周日</source>
        <extracomment>How long a pause or a rush may last that is offered, in minutes: 0 to the end of the day, None until it is ended.</extracomment>
        <translation>周一|周二|周三|周四|周五|周六|周日</translation>
    </message>
    <message>
        <source>直到我说</source>
        <translation>直到我說</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>30 分钟</source>
        <translation>30 分鐘</translation>
    </message>
    <message>
        <source>1 小时</source>
        <translation>1 小時</translation>
    </message>
    <message>
        <source>{n} 小时</source>
        <translation>{n} 小時</translation>
    </message>
    <message>
        <source>今天结束</source>
        <translation>今天結束</translation>
    </message>
    <message>
        <source>明天 {time}</source>
        <translation>明天 {time}</translation>
    </message>
    <message>
        <source>直到你按“恢复接单”</source>
        <translation>直到你按“恢復接單”</translation>
    </message>
    <message>
        <source>{time} 自动恢复</source>
        <translation>{time} 自動恢復</translation>
    </message>
    <message>
        <source>已暂停接单</source>
        <translation>已暫停接單</translation>
    </message>
    <message>
        <source>营业中</source>
        <translation>營業中</translation>
    </message>
    <message>
        <source>到 {time}</source>
        <translation>到 {time}</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>两个月内没有营业时间</source>
        <translation>兩個月內沒有營業時間</translation>
    </message>
    <message>
        <source>{time} 开门，现在下的单排到那时</source>
        <translation>{time} 開門，現在下的單排到那時</translation>
    </message>
    <message>
        <source>现在多等 {n} 分钟</source>
        <translation>現在多等 {n} 分鐘</translation>
    </message>
    <message>
        <source>现在多等 {n} 分钟，{time} 恢复</source>
        <translation>現在多等 {n} 分鐘，{time} 恢復</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>不改了</source>
        <extracomment>Widths at 100 % from which there are two columns, and three.</extracomment>
        <translation>不改了</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>儲存</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>顾客 …{end}</source>
        <translation>顧客 …{end}</translation>
    </message>
    <message>
        <source>我：{text}</source>
        <translation>我：{text}</translation>
    </message>
    <message>
        <source>想找店主本人</source>
        <translation>想找店主本人</translation>
    </message>
    <message>
        <source>做起来了才说想取消 {number}</source>
        <translation>做起來了才說想取消 {number}</translation>
    </message>
    <message>
        <source>做起来了才说想改 {number}</source>
        <translation>做起來了才說想改 {number}</translation>
    </message>
    <message>
        <source>发来图片、语音或表情，要到微信里看</source>
        <translation>傳來圖片、語音或表情，要到微信裡看</translation>
    </message>
    <message>
        <source>已处理</source>
        <translation>已處理</translation>
    </message>
    <message>
        <source>● 找人工</source>
        <translation>● 找人工</translation>
    </message>
    <message>
        <source>▲ 想改单</source>
        <translation>▲ 想改單</translation>
    </message>
    <message>
        <source>正在发…</source>
        <translation>正在發…</translation>
    </message>
    <message>
        <source>已送到微信 ✓</source>
        <translation>已送到微信 ✓</translation>
    </message>
    <message>
        <source>已在微信里回复</source>
        <translation>已在微信裡回覆</translation>
    </message>
    <message>
        <source>▲ 没送到</source>
        <translation>▲ 沒送到</translation>
    </message>
    <message>
        <source>这个公众号没有主动发消息的接口。复制这段话，打开手机上的“公众号助手”（或 mp.weixin.qq.com 的“私信”），找到{name}，贴上发出。</source>
        <translation>這個公眾號沒有主動發訊息的介面。複製這段話，打開手機上的「公众号助手」（或 mp.weixin.qq.com 的「私信」），找到{name}，貼上送出。</translation>
    </message>
    <message>
        <source>{name}已经超过 48 小时没有发消息，微信不让再主动发。等{name}再发一句，或打电话。</source>
        <translation>{name}已經超過 48 小時沒有發訊息，微信不讓再主動發。等{name}再發一句，或打電話。</translation>
    </message>
    <message>
        <source>微信限制的条数用完了，要等{name}再发一句才能回。</source>
        <translation>微信限制的則數用完了，要等{name}再發一句才能回。</translation>
    </message>
    <message>
        <source>微信今天的发送次数用完了，明天再发；急的话到微信里直接回复{name}，或打电话。</source>
        <translation>微信今天的傳送次數用完了，明天再發；急的話到微信裡直接回覆{name}，或打電話。</translation>
    </message>
    <message>
        <source>微信说发得太快了，没有发出去。过一分钟再试。</source>
        <translation>微信說發得太快了，沒有發出去。過一分鐘再試。</translation>
    </message>
    <message>
        <source>{name}已经不关注这个公众号了，微信不让再发。请打电话。</source>
        <translation>{name}已經不追蹤這個公眾號了，微信不讓再發。請打電話。</translation>
    </message>
    <message>
        <source>中继进不了微信的接口，没有发出去：请架中继的人看看 AppSecret 和 IP 白名单。急的话到微信里直接回复{name}。</source>
        <translation>中繼進不了微信的介面，沒有發出去：請架中繼的人看看 AppSecret 和 IP 白名單。急的話到微信裡直接回覆{name}。</translation>
    </message>
    <message>
        <source>太长了，没有发出去：微信一条最多收大约 680 个字，表情算得更多。分两条发。</source>
        <translation>太長了，沒有發出去：微信一則最多收大約 680 個字，表情算得更多。分兩則發。</translation>
    </message>
    <message>
        <source>中继上没有填这个公众号的 AppSecret，发不出去：请架中继的人填上。现在先到微信里直接回复{name}。</source>
        <translation>中繼上沒有填這個公眾號的 AppSecret，發不出去：請架中繼的人填上。現在先到微信裡直接回覆{name}。</translation>
    </message>
    <message>
        <source>微信封了这个公众号的发送接口，原因在 mp.weixin.qq.com 里看。急的话打电话给{name}。</source>
        <translation>微信封了這個公眾號的傳送介面，原因在 mp.weixin.qq.com 裡看。急的話打電話給{name}。</translation>
    </message>
    <message>
        <source>中继连不上微信，没有发出去。过一会儿再试。</source>
        <translation>中繼連不上微信，沒有發出去。過一會兒再試。</translation>
    </message>
    <message>
        <source>微信没有回音，{name}可能收到了，也可能没有。先到微信里看一眼：再试一次可能会发成两条。</source>
        <translation>微信沒有回音，{name}可能收到了，也可能沒有。先到微信裡看一眼：再試一次可能會發成兩則。</translation>
    </message>
    <message>
        <source>中继没有回答，不知道送到没有。再试一次不会发成两条。</source>
        <translation>中繼沒有回答，不知道送到沒有。再試一次不會發成兩則。</translation>
    </message>
    <message>
        <source>中继上已经没有这个公众号了。</source>
        <translation>中繼上已經沒有這個公眾號了。</translation>
    </message>
    <message>
        <source>微信没有收下（{reason}）。再试一次；还是不行就到微信里直接回复{name}。</source>
        <translation>微信沒有收下（{reason}）。再試一次；還是不行就到微信裡直接回覆{name}。</translation>
    </message>
    <message>
        <source>好的，马上安排。</source>
        <translation>好的，馬上安排。</translation>
    </message>
    <message>
        <source>已经在做了，做好马上告诉您。</source>
        <translation>已經在做了，做好馬上告訴您。</translation>
    </message>
    <message>
        <source>抱歉，已经做好了，这次改不了。</source>
        <translation>抱歉，已經做好了，這次改不了。</translation>
    </message>
    <message>
        <source>可以改，我来处理。</source>
        <translation>可以改，我來處理。</translation>
    </message>
    <message>
        <source>骑手已经出发，请留意电话。</source>
        <translation>外送員已經出發，請留意電話。</translation>
    </message>
    <message>
        <source>谢谢，欢迎下次再来！</source>
        <translation>謝謝，歡迎下次再來！</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>品名</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>单价</source>
        <translation>單價</translation>
    </message>
    <message>
        <source>少一份</source>
        <translation>少一份</translation>
    </message>
    <message>
        <source>多一份</source>
        <translation>多一份</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>没有单号 {number}</source>
        <extracomment>Milliseconds a letter waits for the next one: a scanner sends one every few, a person none within this time. A burst of so many letters before Enter is a scan.</extracomment>
        <translation>沒有單號 {number}</translation>
    </message>
</context>
<context>
    <name>MarksBar</name>
    <message>
        <source>一起走下一步</source>
        <translation>一起走下一步</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>補印</translation>
    </message>
    <message>
        <source>不选了</source>
        <translation>不選了</translation>
    </message>
    <message>
        <source>选了 {n} 单</source>
        <translation>選了 {n} 單</translation>
    </message>
    <message>
        <source>点要一起走的单子</source>
        <translation>點要一起走的單子</translation>
    </message>
</context>
<context>
    <name>MergeOverlay</name>
    <message>
        <source>谁也是“{name}”？</source>
        <extracomment>So many are offered.</extracomment>
        <translation>誰也是“{name}”？</translation>
    </message>
    <message>
        <source>两边的订单、电话、备忘会合在一起。合并以后随时可以撤销。</source>
        <translation>兩邊的訂單、電話、備忘會合在一起。合併以後隨時可以撤銷。</translation>
    </message>
    <message>
        <source>没有别人叫这个名字。试试别的写法，或者电话的最后四位。</source>
        <translation>沒有別人叫這個名字。試試別的寫法，或者電話的最後四位。</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>合併</translation>
    </message>
    <message>
        <source>和 {name} 合并</source>
        <translation>和 {name} 合併</translation>
    </message>
</context>
<context>
    <name>MessagesPage</name>
    <message>
        <source>点左边的一位顾客</source>
        <extracomment>Width at 100 % from which the list stands beside the conversation, and the list&apos;s own.</extracomment>
        <translation>點左邊的一位顧客</translation>
    </message>
    <message>
        <source>机器人答不了的都在这里：找人工的、做起来以后还想改单的。
回完点“处理完了”，就交还给机器人。</source>
        <translation>機器人答不了的都在這裡：找人工的、做起來以後還想改單的。
回完點「處理完了」，就交還給機器人。</translation>
    </message>
</context>
<context>
    <name>NewOrder</name>
    <message>
        <source>新单</source>
        <extracomment>The order that is asked about, and the one of which the clerk has read what stands against it.</extracomment>
        <translation>新單</translation>
    </message>
    <message>
        <source>粘贴聊天</source>
        <translation>貼上聊天</translation>
    </message>
    <message>
        <source>在微信里复制顾客的话，再点这里：姓名、电话、地址、时间和要的东西会填好</source>
        <translation>在微信裡複製顧客的話，再點這裡：姓名、電話、地址、時間和要的東西會填好</translation>
    </message>
    <message>
        <source>再加一样</source>
        <translation>再加一樣</translation>
    </message>
    <message>
        <source>自取</source>
        <translation>自取</translation>
    </message>
    <message>
        <source>送货</source>
        <translation>送貨</translation>
    </message>
    <message>
        <source>堂食</source>
        <translation>堂食</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>时间：18:00、明天 9:30，不填就是尽快</source>
        <translation>時間：18:00、明天 9:30，不填就是盡快</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>已付现金</source>
        <translation>已付現金</translation>
    </message>
    <message>
        <source>已扫码付款</source>
        <translation>已掃碼付款</translation>
    </message>
    <message>
        <source>到时再收</source>
        <translation>到時再收</translation>
    </message>
    <message>
        <source>下单</source>
        <translation>下單</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>剪贴板是空的。先在微信里选中顾客的话，复制，再点这里。</source>
        <translation>剪貼簿是空的。先在微信裡選取顧客的話，複製，再點這裡。</translation>
    </message>
    <message>
        <source>照以前的单子填好了，看一遍再下单。</source>
        <translation>照以前的單子填好了，看一遍再下單。</translation>
    </message>
    <message>
        <source>复制的内容里没有找到订单。</source>
        <translation>複製的內容裡沒有找到訂單。</translation>
    </message>
    <message>
        <source>填好了，看一遍再下单。没看懂的：</source>
        <translation>填好了，看一遍再下單。沒看懂的：</translation>
    </message>
    <message>
        <source>填好了，看一遍再下单。</source>
        <translation>填好了，看一遍再下單。</translation>
    </message>
    <message>
        <source>先写要什么。</source>
        <translation>先寫要什麼。</translation>
    </message>
    <message>
        <source>时间看不懂，写成 18:00 或 明天 9:30。</source>
        <translation>時間看不懂，寫成 18:00 或 明天 9:30。</translation>
    </message>
    <message>
        <source>送到哪里？写上地址。</source>
        <translation>送到哪裡？寫上地址。</translation>
    </message>
    <message>
        <source>照样下单</source>
        <translation>照樣下單</translation>
    </message>
</context>
<context>
    <name>NowBlock</name>
    <message>
        <source>恢复接单</source>
        <extracomment>Minutes more that are offered.</extracomment>
        <translation>恢復接單</translation>
    </message>
    <message>
        <source>暂停接单，顾客看到这句话</source>
        <translation>暫停接單，顧客看到這句話</translation>
    </message>
    <message>
        <source>给顾客看的话</source>
        <translation>給顧客看的話</translation>
    </message>
    <message>
        <source>今天太忙，暂时不接单了</source>
        <translation>今天太忙，暫時不接單了</translation>
    </message>
    <message>
        <source>暂停接单</source>
        <translation>暫停接單</translation>
    </message>
    <message>
        <source>不忙了</source>
        <translation>不忙了</translation>
    </message>
    <message>
        <source>忙不过来，每单多等</source>
        <translation>忙不過來，每單多等</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} 分鐘</translation>
    </message>
    <message>
        <source>多久</source>
        <translation>多久</translation>
    </message>
    <message>
        <source>多等一会儿</source>
        <translation>多等一會儿</translation>
    </message>
    <message>
        <source>顾客看到：{text}</source>
        <translation>顧客看到：{text}</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>问什么</source>
        <extracomment>So many questions one product may have.</extracomment>
        <translation>問什麼</translation>
    </message>
    <message>
        <source>甜度</source>
        <translation>甜度</translation>
    </message>
    <message>
        <source>可以怎么选</source>
        <translation>可以怎麼選</translation>
    </message>
    <message>
        <source>正常、少糖、加奶油+5</source>
        <translation>正常、少糖、加奶油+5</translation>
    </message>
    <message>
        <source>去掉这个选项</source>
        <translation>去掉這個選項</translation>
    </message>
    <message>
        <source>左边写问什么，右边写可以怎么选，用顿号分开。</source>
        <translation>左邊寫問什麼，右邊寫可以怎麼選，用頓號分開。</translation>
    </message>
    <message>
        <source>“{name}”写了两次。</source>
        <translation>“{name}”寫了兩次。</translation>
    </message>
    <message>
        <source>每个选择只写一次；加钱写成 加奶油+5。</source>
        <translation>每個選擇只寫一次；加錢寫成 加奶油+5。</translation>
    </message>
</context>
<context>
    <name>OptionsBlock</name>
    <message>
        <source>选项</source>
        <translation>選項</translation>
    </message>
    <message>
        <source>加一个选项</source>
        <translation>加一個選項</translation>
    </message>
</context>
<context>
    <name>PairingForm</name>
    <message>
        <source>和中继配对</source>
        <translation>和中繼配對</translation>
    </message>
    <message>
        <source>中继的地址</source>
        <translation>中繼的網址</translation>
    </message>
    <message>
        <source>配对码（6 位数字，10 分钟内有效）</source>
        <translation>配對碼（6 位數字，10 分鐘內有效）</translation>
    </message>
    <message>
        <source>配对码</source>
        <translation>配對碼</translation>
    </message>
    <message>
        <source>配对</source>
        <translation>配對</translation>
    </message>
    <message>
        <source>正在连接中继…</source>
        <translation>正在連接中繼…</translation>
    </message>
</context>
<context>
    <name>PaperDock</name>
    <message>
        <source>打出来的小票会出现在这里</source>
        <extracomment>Milliseconds a sheet takes to roll out.</extracomment>
        <translation>打出來的小票會出現在這裡</translation>
    </message>
</context>
<context>
    <name>PastOrders</name>
    <message>
        <source>以前的订单</source>
        <extracomment>Products named of one order.</extracomment>
        <translation>以前的訂單</translation>
    </message>
    <message>
        <source>更早的订单</source>
        <translation>更早的訂單</translation>
    </message>
    <message>
        <source>再来一单</source>
        <translation>再來一單</translation>
    </message>
    <message>
        <source>照 {number} 再来一单</source>
        <translation>照 {number} 再來一單</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>今天</source>
        <extracomment>Where a day stands, in pixels from the left. So many of the last visits are drawn, and the height at 100 %.</extracomment>
        <translation>今天</translation>
    </message>
    <message>
        <source>该来 {month}/{day}</source>
        <translation>該來 {month}/{day}</translation>
    </message>
    <message>
        <source>1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月</source>
        <translation>1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月</translation>
    </message>
    <message>
        <source>该来了</source>
        <extracomment>The best customers by what they spent.</extracomment>
        <translation>該來了</translation>
    </message>
    <message>
        <source>新客</source>
        <translation>新客</translation>
    </message>
    <message>
        <source>快流失</source>
        <translation>快流失</translation>
    </message>
    <message>
        <source>流失</source>
        <translation>流失</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>尾号 {end}</source>
        <translation>尾號 {end}</translation>
    </message>
    <message>
        <source>顾客 #{n}</source>
        <translation>顧客 #{n}</translation>
    </message>
    <message>
        <source>第 {n} 次</source>
        <translation>第 {n} 次</translation>
    </message>
    <message>
        <source>来过一次</source>
        <translation>來過一次</translation>
    </message>
    <message>
        <source>第 {place} 名 · {n} 单</source>
        <translation>第 {place} 名 · {n} 單</translation>
    </message>
    <message>
        <source>几乎天天来</source>
        <translation>幾乎天天來</translation>
    </message>
    <message>
        <source>通常每 {n} 天</source>
        <translation>通常每 {n} 天</translation>
    </message>
    <message>
        <source>{every}（{low}–{high}）</source>
        <translation>{every}（{low}–{high}）</translation>
    </message>
    <message>
        <source>晚了 {n} 天</source>
        <translation>晚了 {n} 天</translation>
    </message>
    <message>
        <source>还有 {n} 天</source>
        <translation>還有 {n} 天</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{n} 天前</source>
        <translation>{n} 天前</translation>
    </message>
    <message>
        <source>{n} 个月前</source>
        <translation>{n} 個月前</translation>
    </message>
    <message>
        <source>{n} 年前</source>
        <translation>{n} 年前</translation>
    </message>
    <message>
        <source>● 新客</source>
        <translation>● 新客</translation>
    </message>
    <message>
        <source>● 快该来了</source>
        <translation>● 快該來了</translation>
    </message>
    <message>
        <source>▲ 该来了</source>
        <translation>▲ 該來了</translation>
    </message>
    <message>
        <source>▲ 快流失</source>
        <translation>▲ 快流失</translation>
    </message>
    <message>
        <source>■ 流失</source>
        <translation>■ 流失</translation>
    </message>
    <message>
        <source>老顾客</source>
        <translation>老顧客</translation>
    </message>
    <message>
        <source>VIP 第 {n} 名</source>
        <translation>VIP 第 {n} 名</translation>
    </message>
    <message>
        <source>▲ 忌{word}</source>
        <translation>▲ 忌{word}</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>去年</source>
        <translation>去年</translation>
    </message>
    <message>
        <source>一直</source>
        <translation>一直</translation>
    </message>
    <message>
        <source>{n} 次</source>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>电话 {phone}</source>
        <translation>電話 {phone}</translation>
    </message>
    <message>
        <source>{year} 年 {month} 月 {day} 日第一次从{source}下单</source>
        <translation>{year} 年 {month} 月 {day} 日第一次從{source}下單</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>没有找到“{text}”</source>
        <translation>沒有找到“{text}”</translation>
    </message>
    <message>
        <source>试试名字里的一个字，或者电话的最后四位。</source>
        <translation>試試名字裡的一個字，或者電話的最後四位。</translation>
    </message>
    <message>
        <source>没有人该来了</source>
        <translation>沒有人該來了</translation>
    </message>
    <message>
        <source>来过三次以上的顾客，到了平常该来的日子，就会出现在这里。</source>
        <translation>來過三次以上的顧客，到了平常該來的日子，就會出現在這裡。</translation>
    </message>
    <message>
        <source>最近没有新客</source>
        <translation>最近沒有新客</translation>
    </message>
    <message>
        <source>第一次下单不到 30 天的顾客在这里。</source>
        <translation>第一次下單不到 30 天的顧客在這裡。</translation>
    </message>
    <message>
        <source>没有人快流失</source>
        <translation>沒有人快流失</translation>
    </message>
    <message>
        <source>比平常晚了很久还没来的老顾客在这里，值得打个电话。</source>
        <translation>比平常晚了很久還沒來的老顧客在這裡，值得打個電話。</translation>
    </message>
    <message>
        <source>没有流失的顾客</source>
        <translation>沒有流失的顧客</translation>
    </message>
    <message>
        <source>很久没有再来的顾客在这里。</source>
        <translation>很久沒有再來的顧客在這裡。</translation>
    </message>
    <message>
        <source>还没有顾客</source>
        <translation>還沒有顧客</translation>
    </message>
    <message>
        <source>第一张带电话或微信的单子进来，这里就有第一位顾客。</source>
        <translation>第一張帶電話或微信的單子進來，這裡就有第一位顧客。</translation>
    </message>
</context>
<context>
    <name>PeopleOverlay</name>
    <message>
        <source>导出 CSV</source>
        <translation>匯出 CSV</translation>
    </message>
    <message>
        <source>打印名单</source>
        <translation>列印名單</translation>
    </message>
    <message>
        <source>没有这样的顾客</source>
        <translation>沒有這樣的顧客</translation>
    </message>
    <message>
        <source>导出名单</source>
        <translation>匯出名單</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>VIP 名单 {day}.csv</source>
        <extracomment>Width at 100 % from which the list stands beside the card, and the list&apos;s own, from which on it may be wider.</extracomment>
        <translation>VIP 名單 {day}.csv</translation>
    </message>
    <message>
        <source>导出 VIP 名单</source>
        <translation>匯出 VIP 名單</translation>
    </message>
    <message>
        <source>表格 (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>每位顾客都记在这里</source>
        <translation>每位顧客都記在這裡</translation>
    </message>
    <message>
        <source>买过什么、隔多久来一次、什么时候该来了。
点左边的一位，再点“再来一单”，单子就填好了。</source>
        <translation>買過什麼、隔多久來一次、什麼時候該來了。
點左邊的一位，再點“再來一單”，單子就填好了。</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>给他下单</source>
        <extracomment>Widths at 100 % from which there is room for words on an order&apos;s button, for two columns; the second one&apos;s width; room around a figure.</extracomment>
        <translation>給他下單</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>一共</source>
        <translation>一共</translation>
    </message>
    <message>
        <source>{n} 单</source>
        <translation>{n} 單</translation>
    </message>
    <message>
        <source>花了</source>
        <translation>花了</translation>
    </message>
    <message>
        <source>平均</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>上次</source>
        <translation>上次</translation>
    </message>
    <message>
        <source>来过三次以后，就看得出节奏</source>
        <translation>來過三次以後，就看得出節奏</translation>
    </message>
    <message>
        <source>来的节奏</source>
        <translation>來的節奏</translation>
    </message>
    <message>
        <source>爱买</source>
        <translation>愛買</translation>
    </message>
    <message>
        <source>怎么来的</source>
        <translation>怎麼來的</translation>
    </message>
    <message>
        <source>和别人是同一位</source>
        <translation>和別人是同一位</translation>
    </message>
    <message>
        <source>和“{name}”（{n} 单）合在一起了</source>
        <translation>和“{name}”（{n} 單）合在一起了</translation>
    </message>
    <message>
        <source>撤销合并</source>
        <translation>撤銷合併</translation>
    </message>
</context>
<context>
    <name>PricesBlock</name>
    <message>
        <source>{channel}价</source>
        <translation>{channel}價</translation>
    </message>
    <message>
        <source>一样</source>
        <translation>一樣</translation>
    </message>
    <message>
        <source>以后改价</source>
        <translation>以後改價</translation>
    </message>
    <message>
        <source>写一个日子和新价格，到那天自动换</source>
        <translation>寫一個日子和新價格，到那天自動換</translation>
    </message>
    <message>
        <source>价格写成 168 或 168.50。</source>
        <translation>價格寫成 168 或 168.50。</translation>
    </message>
</context>
<context>
    <name>PrinterBlock</name>
    <message>
        <source>模拟打印机 · {uri}</source>
        <translation>模擬印表機 · {uri}</translation>
    </message>
    <message>
        <source>，最久的等了 {time}</source>
        <translation>，最久的等了 {time}</translation>
    </message>
    <message>
        <source>没有小票在等。</source>
        <translation>沒有小票在等。</translation>
    </message>
    <message>
        <source>打印测试页</source>
        <translation>列印測試頁</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>演练故障：按一下，看看会怎样</source>
        <translation>演練故障：按一下，看看會怎樣</translation>
    </message>
</context>
<context>
    <name>PrinterWords</name>
    <message>
        <source>缺纸</source>
        <extracomment>A printer&apos;s or job&apos;s reason in two or three words.</extracomment>
        <translation>缺紙</translation>
    </message>
    <message>
        <source>纸快用完</source>
        <translation>紙快用完</translation>
    </message>
    <message>
        <source>盖子开着</source>
        <translation>蓋子開著</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>切刀卡住</source>
        <translation>切刀卡住</translation>
    </message>
    <message>
        <source>机械故障</source>
        <translation>機械故障</translation>
    </message>
    <message>
        <source>严重故障</source>
        <translation>嚴重故障</translation>
    </message>
    <message>
        <source>过热，等一会儿</source>
        <translation>過熱，等一會兒</translation>
    </message>
    <message>
        <source>正在走纸</source>
        <translation>正在走紙</translation>
    </message>
    <message>
        <source>连不上</source>
        <translation>連不上</translation>
    </message>
    <message>
        <source>没有回应</source>
        <translation>沒有回應</translation>
    </message>
    <message>
        <source>已改单，由新版代替</source>
        <translation>已改單，由新版代替</translation>
    </message>
    <message>
        <source>打印时程序重启过</source>
        <translation>列印時程式重新啟動過</translation>
    </message>
    <message>
        <source>打印机没有及时确认</source>
        <translation>印表機沒有及時確認</translation>
    </message>
    <message>
        <source>打印时断了连接</source>
        <translation>列印時斷了連線</translation>
    </message>
    <message>
        <source>等得太久</source>
        <translation>等得太久</translation>
    </message>
    <message>
        <source>装一卷新纸，合上盖子，会自动接着打。</source>
        <extracomment>What a person does about it.</extracomment>
        <translation>裝一卷新紙，合上蓋子，會自動接著打。</translation>
    </message>
    <message>
        <source>备好一卷新纸，还能打一会儿。</source>
        <translation>備好一卷新紙，還能打一會兒。</translation>
    </message>
    <message>
        <source>把盖子合上，听到咔嗒一声。</source>
        <translation>把蓋子合上，聽到咔嗒一聲。</translation>
    </message>
    <message>
        <source>按一下打印机上的联机键，或关掉再打开。</source>
        <translation>按一下印表機上的連線鍵，或關掉再開啟。</translation>
    </message>
    <message>
        <source>关掉电源，取出卡住的纸，再打开。</source>
        <translation>關掉電源，取出卡住的紙，再開啟。</translation>
    </message>
    <message>
        <source>关掉电源再打开；还是不行就换备用打印机。</source>
        <translation>關掉電源再開啟；還是不行就換備用印表機。</translation>
    </message>
    <message>
        <source>打印头太热，凉下来会自动接着打。</source>
        <translation>列印頭太熱，涼下來會自動接著打。</translation>
    </message>
    <message>
        <source>松开走纸键。</source>
        <translation>鬆開走紙鍵。</translation>
    </message>
    <message>
        <source>看电源灯亮不亮、网线或 USB 线插好没有。</source>
        <translation>看電源燈亮不亮、網路線或 USB 線插好沒有。</translation>
    </message>
    <message>
        <source>关掉打印机，数到十，再打开。</source>
        <translation>關掉印表機，數到十，再開啟。</translation>
    </message>
    <message>
        <source>{reason}。{advice}</source>
        <translation>{reason}。{advice}</translation>
    </message>
    <message>
        <source>停了</source>
        <translation>停了</translation>
    </message>
    <message>
        <source>打印中</source>
        <translation>列印中</translation>
    </message>
    <message>
        <source>就绪</source>
        <translation>就緒</translation>
    </message>
    <message>
        <source>厨房打印机</source>
        <translation>廚房印表機</translation>
    </message>
    <message>
        <source>前台打印机</source>
        <translation>前台印表機</translation>
    </message>
    <message>
        <source>饮品打印机</source>
        <translation>飲品印表機</translation>
    </message>
    <message>
        <source>打包打印机</source>
        <translation>打包印表機</translation>
    </message>
    <message>
        <source>厨房</source>
        <translation>廚房</translation>
    </message>
    <message>
        <source>前台</source>
        <translation>前台</translation>
    </message>
    <message>
        <source>饮品</source>
        <translation>飲品</translation>
    </message>
    <message>
        <source>打包</source>
        <translation>打包</translation>
    </message>
    <message>
        <source>{n} 张在等</source>
        <translation>{n} 張在等</translation>
    </message>
</context>
<context>
    <name>PrintersPage</name>
    <message>
        <source>添加打印机</source>
        <translation>新增印表機</translation>
    </message>
    <message>
        <source>打单据：日结、待做合计、送货单、对账</source>
        <translation>列印單據：日結、待做合計、送貨單、對帳</translation>
    </message>
    <message>
        <source>还没有打印机</source>
        <translation>還沒有印表機</translation>
    </message>
    <message>
        <source>按一下就去找网络里、USB 上的小票打印机。
没有打印机也可以先用模拟的，纸出在屏幕上。</source>
        <translation>按一下就去找網路裡、USB 上的出單機。
沒有印表機也可以先用模擬的，紙出在螢幕上。</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>{ticket}出来了吗？</source>
        <translation>{ticket}出來了嗎？</translation>
    </message>
    <message>
        <source>出来了</source>
        <translation>出來了</translation>
    </message>
    <message>
        <source>没有，重打</source>
        <translation>沒有，重打</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>不用了</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>出来了</source>
        <translation>出來了</translation>
    </message>
    <message>
        <source>没有，重打</source>
        <translation>沒有，重印</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>不用了</translation>
    </message>
    <message>
        <source>看这一单</source>
        <translation>看這一單</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>打到一半断了连接，可能只打了一部分。</source>
        <extracomment>So many are asked at a time; the next ones move up as these are answered.</extracomment>
        <translation>列印到一半斷線，可能只印了一部分。</translation>
    </message>
    <message>
        <source>打印时程序重启过，可能已经打出来。</source>
        <translation>列印時程式重新啟動過，可能已經印出來。</translation>
    </message>
    <message>
        <source>打印机没有回答，可能已经打出来。</source>
        <translation>印表機沒有回應，可能已經印出來。</translation>
    </message>
    <message>
        <source>等得太久了，还要打吗？</source>
        <translation>等得太久了，還要印嗎？</translation>
    </message>
    <message>
        <source>不能确定，请去打印机那里看一眼。</source>
        <translation>無法確定，請到印表機那裡看一下。</translation>
    </message>
    <message>
        <source>▲ 小票出来了吗？{n} 单等你看一眼</source>
        <translation>▲ 單子出來了嗎？{n} 單等你看一眼</translation>
    </message>
    <message>
        <source>去打印机那里看看有没有这张纸，再回答。</source>
        <translation>到印表機那裡看看有沒有這張紙，再回答。</translation>
    </message>
    <message>
        <source>还有 {n} 单，答完上面的就轮到它们。</source>
        <translation>還有 {n} 單，答完上面的就輪到它們。</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>今天做满了</source>
        <translation>今天做滿了</translation>
    </message>
    <message>
        <source>卖完了</source>
        <translation>賣完了</translation>
    </message>
    <message>
        <source>太远，送不到</source>
        <translation>太遠，送不到</translation>
    </message>
    <message>
        <source>时间来不及</source>
        <translation>時間來不及</translation>
    </message>
    <message>
        <source>联系不上顾客</source>
        <translation>聯絡不上顧客</translation>
    </message>
    <message>
        <source>顾客不要了</source>
        <translation>顧客不要了</translation>
    </message>
    <message>
        <source>重复下单</source>
        <translation>重複下單</translation>
    </message>
    <message>
        <source>原料用完</source>
        <translation>原料用完</translation>
    </message>
    <message>
        <source>做坏了</source>
        <translation>做壞了</translation>
    </message>
</context>
<context>
    <name>ReasonBlock</name>
    <message>
        <source>拒单 {number}，为什么？</source>
        <translation>拒單 {number}，為什麼？</translation>
    </message>
    <message>
        <source>取消 {number}，为什么？</source>
        <translation>取消 {number}，為什麼？</translation>
    </message>
    <message>
        <source>原因会写在单子上。</source>
        <translation>原因會寫在單子上。</translation>
    </message>
    <message>
        <source>别的原因</source>
        <translation>別的原因</translation>
    </message>
    <message>
        <source>拒单</source>
        <translation>拒單</translation>
    </message>
    <message>
        <source>取消这单</source>
        <translation>取消這單</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>RelayBlock</name>
    <message>
        <source>中继</source>
        <extracomment>The page&apos;s longest line at 100 %.</extracomment>
        <translation>中繼</translation>
    </message>
    <message>
        <source>重新配对</source>
        <translation>重新配對</translation>
    </message>
    <message>
        <source>取消配对</source>
        <translation>取消配對</translation>
    </message>
    <message>
        <source>取消和这个中继的配对？</source>
        <translation>取消和這個中繼的配對？</translation>
    </message>
    <message>
        <source>微信的新单不再进来，已经收到的单都留着。以后可以用新的配对码再配。</source>
        <translation>微信的新單不再進來，已經收到的單都留著。以後可以用新的配對碼再配。</translation>
    </message>
    <message>
        <source>不，留着</source>
        <translation>不，留著</translation>
    </message>
</context>
<context>
    <name>RemarksBlock</name>
    <message>
        <source>望京、公司团购</source>
        <extracomment>What parts two words from each other.</extracomment>
        <translation>望京、公司團購</translation>
    </message>
    <message>
        <source>花生、乳糖</source>
        <translation>花生、乳糖</translation>
    </message>
    <message>
        <source>少糖、怎么称呼、家里人的生日</source>
        <translation>少糖、怎麼稱呼、家裡人的生日</translation>
    </message>
    <message>
        <source>改备忘</source>
        <translation>改備忘</translation>
    </message>
    <message>
        <source>备忘</source>
        <translation>備忘</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>口味、过敏、怎么称呼，记一笔，下次就看得到。</source>
        <translation>口味、過敏、怎麼稱呼，記一筆，下次就看得到。</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>標籤</translation>
    </message>
    <message>
        <source>过敏、忌口</source>
        <translation>過敏、忌口</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>備註</translation>
    </message>
</context>
<context>
    <name>ReturnsView</name>
    <message>
        <source>按多久没来、来过几次、一共花了多少分。条的长短是他们一共花了多少；点一条看是谁。</source>
        <translation>按多久沒來、來過幾次、一共花了多少分。條的長短是他們一共花了多少；點一條看是誰。</translation>
    </message>
    <message>
        <source>顾客分成几种</source>
        <translation>顧客分成幾種</translation>
    </message>
    <message>
        <source>{n} 位新客，{m} 位又来过</source>
        <translation>{n} 位新客，{m} 位又來過</translation>
    </message>
    <message>
        <source>那个月第一次来的顾客里，后来又来过的有多少。</source>
        <translation>那個月第一次來的顧客裡，後來又來過的有多少。</translation>
    </message>
    <message>
        <source>新客回来了多少</source>
        <translation>新客回來了多少</translation>
    </message>
    <message>
        <source>{n} 位买过</source>
        <translation>{n} 位買過</translation>
    </message>
    <message>
        <source>买过的顾客里，又买过的有多少。点一条看到货了该告诉谁。</source>
        <translation>買過的顧客裡，又買過的有多少。點一條看到貨了該告訴誰。</translation>
    </message>
    <message>
        <source>哪些商品让人再来</source>
        <translation>哪些商品讓人再來</translation>
    </message>
</context>
<context>
    <name>RowView</name>
    <message>
        <source>顾客</source>
        <extracomment>Height of a row at 100 %. So many rows before the end the next page is read.</extracomment>
        <translation>顧客</translation>
    </message>
    <message>
        <source>售罄</source>
        <extracomment>Heights at 100 %: a product, a category; and the button.</extracomment>
        <translation>售罄</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>恢復</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>商品</translation>
    </message>
</context>
<context>
    <name>Sales</name>
    <message>
        <source>合计</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>金额（{currency}）|单数|件数</source>
        <translation>金額（{currency}）|單數|件數</translation>
    </message>
    <message>
        <source>{shop} 销售</source>
        <extracomment>Size of a page, its margin and the gap between blocks; the height of a row. Products that are drawn. Dots of a PNG for each of the picture&apos;s.</extracomment>
        <translation>{shop} 銷售</translation>
    </message>
    <message>
        <source>{at} 导出</source>
        <translation>{at} 匯出</translation>
    </message>
    <message>
        <source>营业额|单数|平均每单|卖出</source>
        <translation>營業額|單數|平均每單|賣出</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>本周</source>
        <translation>本週</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>比前一天</source>
        <translation>比前一天</translation>
    </message>
    <message>
        <source>比前一周</source>
        <translation>比前一週</translation>
    </message>
    <message>
        <source>比前一个月</source>
        <translation>比前一個月</translation>
    </message>
    <message>
        <source>比前一年</source>
        <translation>比前一年</translation>
    </message>
    <message>
        <source>比昨天这个时候</source>
        <translation>比昨天這個時候</translation>
    </message>
    <message>
        <source>比上周同期</source>
        <translation>比上週同期</translation>
    </message>
    <message>
        <source>比上月同期</source>
        <translation>比上月同期</translation>
    </message>
    <message>
        <source>比去年同期</source>
        <translation>比去年同期</translation>
    </message>
    <message>
        <source>{year} 年</source>
        <translation>{year} 年</translation>
    </message>
    <message>
        <source>{days} 到 {time}</source>
        <translation>{days} 到 {time}</translation>
    </message>
    <message>
        <source>{month}月{day}日</source>
        <translation>{month}月{day}日</translation>
    </message>
    <message>
        <source>周一|周二|周三|周四|周五|周六|周日</source>
        <translation>週一|週二|週三|週四|週五|週六|週日</translation>
    </message>
    <message>
        <source>1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月</source>
        <translation>1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>几点下单</source>
        <translation>幾點下單</translation>
    </message>
    <message>
        <source>从哪来</source>
        <translation>從哪來</translation>
    </message>
    <message>
        <source>怎么取</source>
        <translation>怎麼取</translation>
    </message>
    <message>
        <source>怎么付</source>
        <translation>怎麼付</translation>
    </message>
    <message>
        <source>日子</source>
        <translation>日子</translation>
    </message>
    <message>
        <source>没有分类</source>
        <translation>沒有分類</translation>
    </message>
    <message>
        <source>送货</source>
        <translation>送貨</translation>
    </message>
    <message>
        <source>自取</source>
        <translation>自取</translation>
    </message>
    <message>
        <source>堂食</source>
        <translation>內用</translation>
    </message>
    <message>
        <source>{n} 单</source>
        <translation>{n} 單</translation>
    </message>
    <message>
        <source>{n} 件</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>新</source>
        <translation>新</translation>
    </message>
    <message>
        <source>{now} · {count}；之前 {before} · {count_before}</source>
        <translation>{now} · {count}；之前 {before} · {count_before}</translation>
    </message>
    <message>
        <source>买过{product}</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. Shows a passing message: text and kind. Prints customers under a title. Seconds that changes are gathered before they are shown.</extracomment>
        <translation>買過{product}</translation>
    </message>
    <message>
        <source>买得最多的在前，到货了先告诉他们。</source>
        <translation>買得最多的在前，到貨了先告訴他們。</translation>
    </message>
    <message>
        <source>主力|常来，花得也多</source>
        <translation>主力|常來，花得也多</translation>
    </message>
    <message>
        <source>常客|常来，每次花得不多</source>
        <translation>常客|常來，每次花得不多</translation>
    </message>
    <message>
        <source>大手笔|来得少，花得多</source>
        <translation>大手筆|來得少，花得多</translation>
    </message>
    <message>
        <source>回头客|来过几次</source>
        <translation>回頭客|來過幾次</translation>
    </message>
    <message>
        <source>来过一次|等着第二次</source>
        <translation>來過一次|等著第二次</translation>
    </message>
    <message>
        <source>该打个电话|以前常来或花得多，很久没来了</source>
        <translation>該打個電話|以前常來或花得多，很久沒來了</translation>
    </message>
    <message>
        <source>走了|来过几次，很久没来了</source>
        <translation>走了|來過幾次，很久沒來了</translation>
    </message>
    <message>
        <source>{n} 位</source>
        <translation>{n} 位</translation>
    </message>
    <message>
        <source>{year} 年 {month} 月</source>
        <translation>{year} 年 {month} 月</translation>
    </message>
</context>
<context>
    <name>SalesPage</name>
    <message>
        <source>谁会回来</source>
        <extracomment>Widths at 100 % from which four figures stand side by side, and two or three lists.</extracomment>
        <translation>誰會回來</translation>
    </message>
    <message>
        <source>往前</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>往后</source>
        <translation>往後</translation>
    </message>
    <message>
        <source>打印日结</source>
        <translation>列印日結</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>这段时间没有卖出</source>
        <translation>這段時間沒有賣出</translation>
    </message>
    <message>
        <source>单子一进来，这里就有数字。拒掉和取消的单子不算。</source>
        <translation>單子一進來，這裡就有數字。拒掉和取消的單子不算。</translation>
    </message>
    <message>
        <source>按下单时间算，拒掉和取消的单子不算。竖线是之前那段时间的位置。</source>
        <translation>按下單時間算，拒掉和取消的單子不算。豎線是之前那段時間的位置。</translation>
    </message>
    <message>
        <source>营业额</source>
        <translation>營業額</translation>
    </message>
    <message>
        <source>单数</source>
        <translation>單數</translation>
    </message>
    <message>
        <source>平均每单</source>
        <translation>平均每單</translation>
    </message>
    <message>
        <source>卖出</source>
        <translation>賣出</translation>
    </message>
    <message>
        <source>销售 {days}.{kind}</source>
        <translation>銷售 {days}.{kind}</translation>
    </message>
    <message>
        <source>导出销售</source>
        <translation>匯出銷售</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>姓名、电话尾号</source>
        <extracomment>Milliseconds after the last letter until it is looked for.</extracomment>
        <translation>姓名、電話尾號</translation>
    </message>
</context>
<context>
    <name>SeriesBlock</name>
    <message>
        <source>营业额</source>
        <extracomment>Rows of a list before it is unfolded.</extracomment>
        <translation>營業額</translation>
    </message>
    <message>
        <source>最好：{when}，{money}。点一根柱子看数字。</source>
        <translation>最好：{when}，{money}。點一根柱子看數字。</translation>
    </message>
</context>
<context>
    <name>SettingsPopover</name>
    <message>
        <source>设置</source>
        <extracomment>Zoom levels offered, per cent.</extracomment>
        <translation>設定</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>跟隨系統</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>外觀</translation>
    </message>
    <message>
        <source>大小</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>分列</source>
        <translation>分列</translation>
    </message>
    <message>
        <source>一次一列</source>
        <translation>一次一列</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>訂單</translation>
    </message>
    <message>
        <source>导入订单（CSV 文件）</source>
        <translation>匯入訂單（CSV 檔案）</translation>
    </message>
    <message>
        <source>导入订单</source>
        <translation>匯入訂單</translation>
    </message>
    <message>
        <source>订单表 (*.csv)</source>
        <translation>訂單表 (*.csv)</translation>
    </message>
</context>
<context>
    <name>ShortcutsOverlay</name>
    <message>
        <source>快捷键</source>
        <translation>快速鍵</translation>
    </message>
    <message>
        <source>选中的单子走下一步：接单、开始做、做好了、送到</source>
        <translation>選中的單子走下一步：接單、開始做、做好了、送到</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>空白鍵</translation>
    </message>
    <message>
        <source>同上</source>
        <translation>同上</translation>
    </message>
    <message>
        <source>上一张、下一张</source>
        <translation>上一張、下一張</translation>
    </message>
    <message>
        <source>换一列</source>
        <translation>換一列</translation>
    </message>
    <message>
        <source>选这一列的第几张</source>
        <translation>選這一列的第幾張</translation>
    </message>
    <message>
        <source>补打这单的小票</source>
        <translation>補打這單的小票</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>撤銷上一步</translation>
    </message>
    <message>
        <source>拒单或取消</source>
        <translation>拒單或取消</translation>
    </message>
    <message>
        <source>扫一下小票，打开那张单子；再扫一下，走下一步。按 Esc 关闭这一页。</source>
        <translation>掃一下小票，打開那張單子；再掃一下，走下一步。按 Esc 關閉這一頁。</translation>
    </message>
    <message>
        <source>选几单一起走下一步</source>
        <translation>選幾單一起走下一步</translation>
    </message>
    <message>
        <source>查找：单号、姓名、手机尾号、品名、备注</source>
        <translation>查找：單號、姓名、手機尾碼、品名、備註</translation>
    </message>
    <message>
        <source>新单：电话或柜台来的订单</source>
        <translation>新單：電話或櫃台來的訂單</translation>
    </message>
    <message>
        <source>把复制的微信聊天变成新单</source>
        <translation>把複製的微信聊天變成新單</translation>
    </message>
    <message>
        <source>顾客</source>
        <translation>顧客</translation>
    </message>
    <message>
        <source>销售</source>
        <translation>銷售</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>訊息</translation>
    </message>
    <message>
        <source>商品：售罄、价格、库存</source>
        <translation>商品：售罄、價格、庫存</translation>
    </message>
    <message>
        <source>营业：暂停、忙、时间、时段、送货</source>
        <translation>營業：暫停、忙、時間、時段、送貨</translation>
    </message>
    <message>
        <source>看打印机</source>
        <translation>看印表機</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>打单据：日结、待做合计、送货单、对账</source>
        <translation>列印單據：日結、待做合計、送貨單、對帳</translation>
    </message>
    <message>
        <source>提示音：知道了，静音一分钟</source>
        <translation>提示音：知道了，靜音一分鐘</translation>
    </message>
    <message>
        <source>放大、缩小</source>
        <translation>放大、縮小</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>全螢幕</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>小票纸</source>
        <translation>小票紙</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>訂單</translation>
    </message>
</context>
<context>
    <name>SlipsOverlay</name>
    <message>
        <source>打单据</source>
        <translation>列印單據</translation>
    </message>
    <message>
        <source>从前台的打印机出来。按 Esc 关闭。</source>
        <translation>從前台的印表機出來。按 Esc 關閉。</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>日結</translation>
    </message>
    <message>
        <source>今天卖了多少、怎么付的、卖了什么，还有多少没收</source>
        <translation>今天賣了多少、怎麼付的、賣了什麼，還有多少沒收</translation>
    </message>
    <message>
        <source>待做合计</source>
        <translation>待做合計</translation>
    </message>
    <message>
        <source>所有单子加起来还要做多少，按时间分</source>
        <translation>所有單子加起來還要做多少，按時間分</translation>
    </message>
    <message>
        <source>待做变化</source>
        <translation>待做變化</translation>
    </message>
    <message>
        <source>上次打出待做合计以后，多了什么、少了什么</source>
        <translation>上次印出待做合計以後，多了什麼、少了什麼</translation>
    </message>
    <message>
        <source>送货单</source>
        <translation>送貨單</translation>
    </message>
    <message>
        <source>今天要送的地方，按时间排，到门口收多少</source>
        <translation>今天要送的地方，按時間排，到門口收多少</translation>
    </message>
    <message>
        <source>对账</source>
        <translation>對帳</translation>
    </message>
    <message>
        <source>每个出票点从第几张到第几张，数一数纸够不够</source>
        <translation>每個出票點從第幾張到第幾張，數一數紙夠不夠</translation>
    </message>
    <message>
        <source>看看</source>
        <translation>看看</translation>
    </message>
    <message>
        <source>看看{slip}</source>
        <translation>看看{slip}</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>列印</translation>
    </message>
    <message>
        <source>打印{slip}</source>
        <translation>列印{slip}</translation>
    </message>
</context>
<context>
    <name>SlotsBlock</name>
    <message>
        <source>时段</source>
        <extracomment>The longest slot in minutes, the most days ahead, the most of anything in one.</extracomment>
        <translation>時段</translation>
    </message>
    <message>
        <source>不分时段</source>
        <translation>不分時段</translation>
    </message>
    <message>
        <source>分时段</source>
        <translation>分時段</translation>
    </message>
    <message>
        <source>每段多少分钟</source>
        <translation>每段多少分鐘</translation>
    </message>
    <message>
        <source>可以订几天以内</source>
        <translation>可以訂幾天以內</translation>
    </message>
    <message>
        <source>每段最多几单</source>
        <translation>每段最多幾單</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>每段最多几件</source>
        <translation>每段最多幾件</translation>
    </message>
    <message>
        <source>每段每类最多几件</source>
        <translation>每段每類最多幾件</translation>
    </message>
    <message>
        <source>写 {low} 到 {high} 的整数。</source>
        <translation>寫 {low} 到 {high} 的整數。</translation>
    </message>
</context>
<context>
    <name>TabRow</name>
    <message>
        <source>查找订单</source>
        <translation>尋找訂單</translation>
    </message>
    <message>
        <source>查找（/）</source>
        <translation>尋找（/）</translation>
    </message>
    <message>
        <source>选几单一起走</source>
        <translation>選幾單一起走</translation>
    </message>
    <message>
        <source>选几单一起走（X）</source>
        <translation>選幾單一起走（X）</translation>
    </message>
    <message>
        <source>单号、姓名、手机尾号、品名、备注</source>
        <translation>單號、姓名、手機尾碼、品名、備註</translation>
    </message>
</context>
<context>
    <name>TalkList</name>
    <message>
        <source>待处理 {n}</source>
        <extracomment>Height of a row at 100 %, and how many are listed at once.</extracomment>
        <translation>待處理 {n}</translation>
    </message>
    <message>
        <source>已处理 {n}</source>
        <translation>已處理 {n}</translation>
    </message>
    <message>
        <source>更早的 {n} 位</source>
        <translation>更早的 {n} 位</translation>
    </message>
    <message>
        <source>处理完的对话会放在这里。</source>
        <translation>處理完的對話會放在這裡。</translation>
    </message>
    <message>
        <source>没有人在等。
顾客回“人工”，或做起来以后还想改单，就会出现在这里。</source>
        <translation>沒有人在等。
顧客回「人工」，或做起來以後還想改單，就會出現在這裡。</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>返回</source>
        <extracomment>Height at 100 % below which the messages need the room of the replies kept ready. Milliseconds until new messages are laid out for good.</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>重新打开</source>
        <translation>重新打開</translation>
    </message>
    <message>
        <source>处理完了</source>
        <translation>處理完了</translation>
    </message>
    <message>
        <source>机器人已经接回这位顾客；再来消息会回到待处理。</source>
        <translation>機器人已經接回這位顧客；再來訊息會回到待處理。</translation>
    </message>
    <message>
        <source>现在由你回复，机器人不插嘴。处理完了再交还给它。</source>
        <translation>現在由你回覆，機器人不插嘴。處理完了再交還給它。</translation>
    </message>
    <message>
        <source>机器人还在照常接单，这里是给店里的留言。</source>
        <translation>機器人還在照常接單，這裡是給店裡的留言。</translation>
    </message>
</context>
<context>
    <name>Till</name>
    <message>
        <source>没有连中继，或者中继没有开通微信支付。</source>
        <extracomment>Hands work to the loop; what goes wrong in it is told to the person. The payment whose code is on screen, by order, with the relay it was asked of.</extracomment>
        <translation>沒有連中繼，或者中繼沒有開通微信支付。</translation>
    </message>
    <message>
        <source>这单没有可以原路退回的钱。</source>
        <translation>這單沒有可以原路退回的錢。</translation>
    </message>
    <message>
        <source>这单已经付过了。</source>
        <translation>這單已經付過了。</translation>
    </message>
    <message>
        <source>现在连不上微信支付，过一会儿再试，或者换一种方式收。</source>
        <translation>現在連不上微信支付，過一會兒再試，或者換一種方式收。</translation>
    </message>
    <message>
        <source>微信支付没有同意：{reason}</source>
        <translation>微信支付沒有同意：{reason}</translation>
    </message>
</context>
<context>
    <name>TillBlock</name>
    <message>
        <source>正在问微信…</source>
        <translation>正在問微信…</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>没有成功</source>
        <translation>沒有成功</translation>
    </message>
    <message>
        <source>收 {amount}，怎么付的？</source>
        <translation>收 {amount}，怎麼付的？</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>收款码</source>
        <translation>收款碼</translation>
    </message>
    <message>
        <source>刷卡</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>转账</source>
        <translation>轉帳</translation>
    </message>
    <message>
        <source>收款码：自己看到钱到账再点，截图不算。个人收款码不能用于经营，个人静态码不能远程收款（银发〔2021〕259 号）。</source>
        <translation>收款碼：自己看到錢到帳再點，截圖不算。個人收款碼不能用於經營，個人靜態碼不能遠端收款（銀發〔2021〕259 號）。</translation>
    </message>
    <message>
        <source>微信收款码：顾客扫屏幕，付完自动记</source>
        <translation>微信收款碼：顧客掃螢幕，付完自動記</translation>
    </message>
    <message>
        <source>请顾客扫码付 {amount}</source>
        <translation>請顧客掃碼付 {amount}</translation>
    </message>
    <message>
        <source>等待付款… {time} 前有效</source>
        <translation>等待付款… {time} 前有效</translation>
    </message>
    <message>
        <source>不用微信付了</source>
        <translation>不用微信付了</translation>
    </message>
    <message>
        <source>退款 {number}</source>
        <translation>退款 {number}</translation>
    </message>
    <message>
        <source>用微信付的钱全部原路退回，几分钟内到账。退了就收不回来。</source>
        <translation>用微信付的錢全部原路退回，幾分鐘內到帳。退了就收不回來。</translation>
    </message>
    <message>
        <source>原因，顾客会看到</source>
        <translation>原因，顧客會看到</translation>
    </message>
    <message>
        <source>确认退款</source>
        <translation>確認退款</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>今天 {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>明天 {time}</source>
        <translation>明天 {time}</translation>
    </message>
    <message>
        <source>昨天 {time}</source>
        <translation>昨天 {time}</translation>
    </message>
    <message>
        <source>{month}月{day}日 {time}</source>
        <translation>{month}月{day}日 {time}</translation>
    </message>
    <message>
        <source>{h} 时 {m} 分</source>
        <translation>{h} 時 {m} 分</translation>
    </message>
    <message>
        <source>{n} 天</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} 分鐘</translation>
    </message>
    <message>
        <source>{n} 小时</source>
        <translation>{n} 小時</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>撤销</source>
        <extracomment>Milliseconds it stays; trouble stays longer.</extracomment>
        <translation>撤銷</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>{n} 单走下一步</source>
        <extracomment>The `undo` of a toast whose way back is not an order&apos;s last step. Seconds for which a second press of the same button is taken for a slip of the finger. The page that is open; keys move orders only where orders are seen.</extracomment>
        <translation>{n} 單走下一步</translation>
    </message>
    <message>
        <source>{number} {state}</source>
        <translation>{number} {state}</translation>
    </message>
    <message>
        <source>{number} 被取消了：顾客在微信里或别处取消的，别再做了</source>
        <translation>{number} 被取消了：顧客在微信裡或別處取消的，別再做了</translation>
    </message>
    <message>
        <source>{number} 已催</source>
        <translation>{number} 已催</translation>
    </message>
    <message>
        <source>{number} 顾客催单，已经排到最前</source>
        <translation>{number} 顧客催單，已經排到最前</translation>
    </message>
</context>
<context>
    <name>WeChat</name>
    <message>
        <source>公众号（未认证，个人）</source>
        <translation>公眾號（未認證，個人）</translation>
    </message>
    <message>
        <source>公众号（已认证）</source>
        <translation>公眾號（已認證）</translation>
    </message>
    <message>
        <source>服务号（已认证）</source>
        <translation>服務號（已認證）</translation>
    </message>
    <message>
        <source>测试号</source>
        <translation>測試號</translation>
    </message>
    <message>
        <source>● 已连接</source>
        <translation>● 已連接</translation>
    </message>
    <message>
        <source>▲ 没连上</source>
        <translation>▲ 沒連上</translation>
    </message>
    <message>
        <source>正在连接…</source>
        <translation>正在連接…</translation>
    </message>
    <message>
        <source>{since} 起一直连着，顾客的单马上就到。</source>
        <translation>{since} 起一直連著，顧客的單馬上就到。</translation>
    </message>
    <message>
        <source>正在连到中继，一般几秒钟。</source>
        <translation>正在連到中繼，一般幾秒鐘。</translation>
    </message>
    <message>
        <source>{since} 起没连上。顾客照样能下单，单子在中继那里等，连上就来。</source>
        <translation>{since} 起沒連上。顧客照樣能下單，單子在中繼那裡等，連上就來。</translation>
    </message>
    <message>
        <source>连不到那台服务器：看看这台电脑的网络，或问架中继的人。</source>
        <translation>連不到那台伺服器：看看這台電腦的網路，或問架中繼的人。</translation>
    </message>
    <message>
        <source>中继不认得这台电脑了：要一个新的配对码，重新配对。</source>
        <translation>中繼不認得這台電腦了：要一個新的配對碼，重新配對。</translation>
    </message>
    <message>
        <source>这台电脑的时间差了 5 分钟以上：在系统设置里打开自动校时。</source>
        <translation>這台電腦的時間差了 5 分鐘以上：在系統設定裡打開自動校時。</translation>
    </message>
    <message>
        <source>地址是 http:// 开头，密钥会被人看到：请架中继的人换成 https://。</source>
        <translation>網址是 http:// 開頭，金鑰會被人看到：請架中繼的人換成 https://。</translation>
    </message>
    <message>
        <source>那个地址上回答的不是中继：检查地址。</source>
        <translation>那個網址上回答的不是中繼：檢查網址。</translation>
    </message>
    <message>
        <source>中继回答说不行：请架中继的人看它的日志。</source>
        <translation>中繼回答說不行：請架中繼的人看它的日誌。</translation>
    </message>
    <message>
        <source>这不像中继的地址。照抄一遍，以 https:// 开头。</source>
        <translation>這不像中繼的網址。照抄一遍，以 https:// 開頭。</translation>
    </message>
    <message>
        <source>地址是 http:// 开头，公众号的密钥会在路上被人看到，所以不能配对。请架中继的人给它装证书，换成 https://。</source>
        <translation>網址是 http:// 開頭，公眾號的金鑰會在路上被人看到，所以不能配對。請架中繼的人給它裝憑證，換成 https://。</translation>
    </message>
    <message>
        <source>配对码是 6 位数字。</source>
        <translation>配對碼是 6 位數字。</translation>
    </message>
    <message>
        <source>连不上这个地址。检查有没有打错、网络通不通；都对的话，请架中继的人看它开着没有。</source>
        <translation>連不上這個網址。檢查有沒有打錯、網路通不通；都對的話，請架中繼的人看它開著沒有。</translation>
    </message>
    <message>
        <source>这个地址上回答的不是中继。检查地址，别把网页或公众号后台的地址填进来。</source>
        <translation>這個網址上回答的不是中繼。檢查網址，別把網頁或公眾號後台的網址填進來。</translation>
    </message>
    <message>
        <source>这台电脑和中继的时间差了 5 分钟以上。在系统设置里打开自动校时，再试一次。</source>
        <translation>這台電腦和中繼的時間差了 5 分鐘以上。在系統設定裡打開自動校時，再試一次。</translation>
    </message>
    <message>
        <source>配对码不对。再看一眼；错满 5 次这个码就作废。</source>
        <translation>配對碼不對。再看一眼；錯滿 5 次這個碼就作廢。</translation>
    </message>
    <message>
        <source>这个配对码作废了：超过 10 分钟、用过一次，或错了 5 次。要一个新的。</source>
        <translation>這個配對碼作廢了：超過 10 分鐘、用過一次，或錯了 5 次。要一個新的。</translation>
    </message>
    <message>
        <source>没有配对成：{reason}</source>
        <translation>沒有配對成：{reason}</translation>
    </message>
    <message>
        <source>顾客发消息时自动回复、点单</source>
        <translation>顧客發訊息時自動回覆、點單</translation>
    </message>
    <message>
        <source>消息加密（安全模式）</source>
        <translation>訊息加密（安全模式）</translation>
    </message>
    <message>
        <source>在“消息”页直接回复、主动通知做好了</source>
        <translation>在「訊息」頁直接回覆、主動通知做好了</translation>
    </message>
    <message>
        <source>转给微信自带的多客服</source>
        <translation>轉給微信自帶的多客服</translation>
    </message>
    <message>
        <source>发订阅通知（送出、做好了）</source>
        <translation>發訂閱通知（送出、做好了）</translation>
    </message>
    <message>
        <source>发模板消息</source>
        <translation>發範本訊息</translation>
    </message>
    <message>
        <source>由程序设置聊天窗下面的菜单</source>
        <translation>由程式設定聊天窗下面的選單</translation>
    </message>
    <message>
        <source>保留后台手设的菜单</source>
        <translation>保留後台手設的選單</translation>
    </message>
    <message>
        <source>看关注者名单、打标签</source>
        <translation>看關注者名單、打標籤</translation>
    </message>
    <message>
        <source>打开网页就认出是哪位顾客</source>
        <translation>打開網頁就認出是哪位顧客</translation>
    </message>
    <message>
        <source>带参数的二维码（桌号、渠道）</source>
        <translation>帶參數的 QR 碼（桌號、通路）</translation>
    </message>
    <message>
        <source>群发</source>
        <translation>群發</translation>
    </message>
    <message>
        <source>由程序发布文章</source>
        <translation>由程式發布文章</translation>
    </message>
    <message>
        <source>读阅读和关注的数据</source>
        <translation>讀閱讀和關注的資料</translation>
    </message>
    <message>
        <source>聊天里用微信支付付款</source>
        <translation>聊天裡用微信支付付款</translation>
    </message>
    <message>
        <source>{what}：要到公众号后台手动弄</source>
        <translation>{what}：要到公眾號後台手動弄</translation>
    </message>
    <message>
        <source>{what}：先向微信申请</source>
        <translation>{what}：先向微信申請</translation>
    </message>
    <message>
        <source>测试号只有明文方式，填 URL 和 Token 就行。</source>
        <translation>測試號只有明文方式，填 URL 和 Token 就行。</translation>
    </message>
    <message>
        <source>“消息加解密方式”选“安全模式”。</source>
        <translation>「消息加解密方式」選「安全模式」。</translation>
    </message>
    <message>
        <source>用电脑打开 mp.weixin.qq.com 登录，先把现在的自动回复和菜单截图留底。</source>
        <translation>用電腦打開 mp.weixin.qq.com 登入，先把現在的自動回覆和選單截圖留底。</translation>
    </message>
    <message>
        <source>左边进“设置与开发”→“开发接口管理”（有的账号叫“基本配置”），找到“服务器配置”，点“修改配置”。</source>
        <translation>左邊進「设置与开发」→「开发接口管理」（有的帳號叫「基本配置」），找到「服务器配置」，點「修改配置」。</translation>
    </message>
    <message>
        <source>把上面的回调地址贴到 URL，再贴 Token 和 EncodingAESKey，一个字都不要改。{mode}</source>
        <translation>把上面的回呼網址貼到 URL，再貼 Token 和 EncodingAESKey，一個字都不要改。{mode}</translation>
    </message>
    <message>
        <source>点“提交”。显示“提交成功”就是通了；失败就看看中继是不是开着、地址对不对。</source>
        <translation>點「提交」。顯示「提交成功」就是通了；失敗就看看中繼是不是開著、網址對不對。</translation>
    </message>
    <message>
        <source>再点“启用”，然后用自己的微信给公众号发“菜单”：收到价目表就好了。</source>
        <translation>再點「启用」，然後用自己的微信給公眾號發「菜单」：收到價目表就好了。</translation>
    </message>
    <message>
        <source>想要原来的菜单回来：“自定义菜单”→“详情”→“开启”。开启以后内容改不了，要改得先停用服务器配置。</source>
        <translation>想要原來的選單回來：「自定义菜单」→「详情」→「开启」。開啟以後內容改不了，要改得先停用伺服器設定。</translation>
    </message>
</context>
<context>
    <name>WeChatPage</name>
    <message>
        <source>微信</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>小票台正在启动…</source>
        <translation>小票台正在啟動…</translation>
    </message>
    <message>
        <source>正在取公众号的资料…</source>
        <translation>正在取公眾號的資料…</translation>
    </message>
    <message>
        <source>中继上还没有公众号。请架中继的人在 relay.toml 里写上 [[accounts]]。</source>
        <translation>中繼上還沒有公眾號。請架中繼的人在 relay.toml 裡寫上 [[accounts]]。</translation>
    </message>
    <message>
        <source>顾客在公众号里回一个数字就能下单，小票马上从打印机出来。个人公众号也行，不用认证。</source>
        <translation>顧客在公眾號裡回一個數字就能下單，小票馬上從印表機出來。個人公眾號也行，不用認證。</translation>
    </message>
    <message>
        <source>微信找不到店里的电脑，所以中间要有一台放在网上的小服务器，叫“中继”。它在电脑关着的时候也照样收单。架中继的人会给你两样东西：一个地址，和一个 6 位的配对码。填在这里就行，只要一次。</source>
        <translation>微信找不到店裡的電腦，所以中間要有一台放在網上的小伺服器，叫「中繼」。它在電腦關著的時候也照樣收單。架中繼的人會給你兩樣東西：一個網址，和一個 6 位的配對碼。填在這裡就行，只要一次。</translation>
    </message>
    <message>
        <source>给架中继的人：在服务器上运行 desk relay --config relay.toml，再运行 desk relay pair-code --config relay.toml，屏幕上的 6 位数字就是配对码。</source>
        <translation>給架中繼的人：在伺服器上執行 desk relay --config relay.toml，再執行 desk relay pair-code --config relay.toml，螢幕上的 6 位數字就是配對碼。</translation>
    </message>
</context>
<context>
    <name>WeekBlock</name>
    <message>
        <source>营业时间</source>
        <translation>營業時間</translation>
    </message>
    <message>
        <source>全天</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>按时间</source>
        <translation>按時間</translation>
    </message>
    <message>
        <source>休息</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>每天都像周一</source>
        <translation>每天都像周一</translation>
    </message>
    <message>
        <source>放假和特别的日子</source>
        <translation>放假和特別的日子</translation>
    </message>
    <message>
        <source>加一天</source>
        <extracomment>Days that are over stay in the file and are not shown.</extracomment>
        <translation>加一天</translation>
    </message>
    <message>
        <source>下单到拿到，最少多少分钟</source>
        <translation>下單到拿到，最少多少分鐘</translation>
    </message>
    <message>
        <source>时间写成 9:00-12:00, 13:30-20:00；不填就是休息。</source>
        <translation>時間寫成 9:00-12:00, 13:30-20:00；不填就是休息。</translation>
    </message>
    <message>
        <source>写多少分钟，一个整数。</source>
        <translation>寫多少分鐘，一個整數。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>新订单</source>
        <translation>新訂單</translation>
    </message>
    <message>
        <source>制作中</source>
        <translation>製作中</translation>
    </message>
    <message>
        <source>待取 / 待送</source>
        <translation>待取 / 待送</translation>
    </message>
    <message>
        <source>预订</source>
        <translation>預訂</translation>
    </message>
    <message>
        <source>已结束</source>
        <translation>已結束</translation>
    </message>
    <message>
        <source>最久 {time}</source>
        <translation>最久 {time}</translation>
    </message>
    <message>
        <source>平均 {time}</source>
        <translation>平均 {time}</translation>
    </message>
    <message>
        <source>{out} 送 · {here} 取</source>
        <translation>{out} 送 · {here} 取</translation>
    </message>
    <message>
        <source>预订 {later} · 已结束 {done}</source>
        <translation>預訂 {later} · 已結束 {done}</translation>
    </message>
    <message>
        <source>进行中 {n}</source>
        <translation>進行中 {n}</translation>
    </message>
    <message>
        <source>1 单</source>
        <translation>1 單</translation>
    </message>
    <message>
        <source>{n} 单</source>
        <translation>{n} 單</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>訂單</translation>
    </message>
    <message>
        <source>顾客</source>
        <translation>顧客</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>印表機</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>接单</source>
        <translation>接單</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>空白鍵</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>補打</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>撤銷</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>尋找</translation>
    </message>
    <message>
        <source>新单</source>
        <translation>新單</translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation>全部快速鍵</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>訊息</translation>
    </message>
    <message>
        <source>销售</source>
        <translation>銷售</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>营业</source>
        <translation>營業</translation>
    </message>
    <message>
        <source>柜台</source>
        <translation>櫃台</translation>
    </message>
    <message>
        <source>演示</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>匯入</translation>
    </message>
    <message>
        <source>微信小店</source>
        <translation>微信小店</translation>
    </message>
    <message>
        <source>已接单</source>
        <translation>已接單</translation>
    </message>
    <message>
        <source>做好了</source>
        <translation>做好了</translation>
    </message>
    <message>
        <source>送货中</source>
        <translation>送貨中</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>已拒单</source>
        <translation>已拒單</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>开始做</source>
        <translation>開始做</translation>
    </message>
    <message>
        <source>出发送货</source>
        <translation>出發送貨</translation>
    </message>
    <message>
        <source>已上桌</source>
        <translation>已上桌</translation>
    </message>
    <message>
        <source>已取走</source>
        <translation>已取走</translation>
    </message>
    <message>
        <source>已送到</source>
        <translation>已送到</translation>
    </message>
    <message>
        <source>尽快</source>
        <translation>盡快</translation>
    </message>
    <message>
        <source>{when} 送</source>
        <translation>{when} 送</translation>
    </message>
    <message>
        <source>{when} 堂食</source>
        <translation>{when} 堂食</translation>
    </message>
    <message>
        <source>{when} 自取</source>
        <translation>{when} 自取</translation>
    </message>
    <message>
        <source>新顾客</source>
        <translation>新顧客</translation>
    </message>
    <message>
        <source>第 {n} 次</source>
        <translation>第 {n} 次</translation>
    </message>
    <message>
        <source>已退款 {amount}</source>
        <translation>已退款 {amount}</translation>
    </message>
    <message>
        <source>✓ 已付款 {amount}</source>
        <translation>✓ 已付款 {amount}</translation>
    </message>
    <message>
        <source>已付 {paid} · 待收 {amount}</source>
        <translation>已付 {paid} · 待收 {amount}</translation>
    </message>
    <message>
        <source>待收 {amount}</source>
        <translation>待收 {amount}</translation>
    </message>
    <message>
        <source>小票排队</source>
        <translation>小票排隊</translation>
    </message>
    <message>
        <source>等待：{reason}</source>
        <translation>等待：{reason}</translation>
    </message>
    <message>
        <source>打印中</source>
        <translation>列印中</translation>
    </message>
    <message>
        <source>装纸后会继续</source>
        <translation>裝紙後會繼續</translation>
    </message>
    <message>
        <source>已打印 ✓</source>
        <translation>已列印 ✓</translation>
    </message>
    <message>
        <source>已发送（此打印机无法确认）</source>
        <translation>已傳送（此印表機無法確認）</translation>
    </message>
    <message>
        <source>可能已打印，请查看</source>
        <translation>可能已列印，請查看</translation>
    </message>
    <message>
        <source>小票出来了吗？</source>
        <translation>小票出來了嗎？</translation>
    </message>
    <message>
        <source>人工确认 ✓</source>
        <translation>人工確認 ✓</translation>
    </message>
    <message>
        <source>小票已取消</source>
        <translation>小票已取消</translation>
    </message>
    <message>
        <source>▲ 金额不符</source>
        <translation>▲ 金額不符</translation>
    </message>
    <message>
        <source>催 {n} 次</source>
        <translation>催 {n} 次</translation>
    </message>
    <message>
        <source>微信支付</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>货到付款</source>
        <translation>貨到付款</translation>
    </message>
    <message>
        <source>扫码付款</source>
        <translation>掃碼付款</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>刷卡</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>转账</source>
        <translation>轉帳</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>第 {n} 版</source>
        <translation>第 {n} 版</translation>
    </message>
    <message>
        <source>{time} 开始做</source>
        <translation>{time} 開始做</translation>
    </message>
    <message>
        <source>还有 {n} 样</source>
        <translation>還有 {n} 樣</translation>
    </message>
    <message>
        <source>拒单</source>
        <translation>拒單</translation>
    </message>
</context>
</TS>
