<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
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
        <source>小票台没有开起来：{why}</source>
        <translation>The desk did not start: {why}</translation>
    </message>
    <message>
        <source>出了意料之外的问题（{kind}）。关掉再打开；还是不行，把 desk.log 发给我们。</source>
        <translation>Something unexpected went wrong ({kind}). Close the desk and open it again; if that does not help, send us desk.log.</translation>
    </message>
    <message>
        <source>{number} 已下单</source>
        <extracomment>Seconds that changed orders are gathered before they are shown: about two frames. The same for printers and the day&apos;s totals. How often the day is looked at when nothing happens.</extracomment>
        <translation>{number} is placed</translation>
    </message>
    <message>
        <source>这个文件读不了：{why}</source>
        <translation>This file cannot be read: {why}</translation>
    </message>
    <message>
        <source>收进 {taken} 单，{known} 单早就有，{refused} 处不对</source>
        <translation>{taken} orders taken, {known} known already, {refused} faults</translation>
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
        <source>{printer} · 第 {n} 次打印</source>
        <translation>{printer} · copy {n}</translation>
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
    <name>NewOrder</name>
    <message>
        <source>新单</source>
        <translation>New order</translation>
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
        <source>还没有打印机</source>
        <translation>No printers yet</translation>
    </message>
    <message>
        <source>在 desk.toml 里写上 [[printers]]，填打印机的地址，比如 socket://192.168.1.50:9100。
没有打印机也可以先用：运行 desk demo 看模拟打印机。</source>
        <translation>Add [[printers]] to desk.toml with the printer&apos;s address, such as socket://192.168.1.50:9100.
No printer at hand? Run desk demo and watch a simulated one.</translation>
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
        <source>扫码枪扫到的单号会直接打开那张单子。按 Esc 关闭这一页。</source>
        <translation>A scanned order number opens that order. Esc closes this page.</translation>
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
        <source>查找：单号、姓名、品名、备注</source>
        <translation>Search number, name, product, note</translation>
    </message>
    <message>
        <source>新单：电话或柜台来的订单</source>
        <translation>New order from phone or counter</translation>
    </message>
    <message>
        <source>看打印机</source>
        <translation>Printers</translation>
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
        <source>单号、姓名、品名、备注</source>
        <translation>Number, name, product, note</translation>
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
        <source>{number} {state}</source>
        <translation>{number}: {state}</translation>
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
