package io.timeserverd.server;

import io.timeserverd.server.Counters.Failed;
import io.timeserverd.server.Counters.Refused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * The door of a network listener:
 *
 * <pre>
 *   accepted -> too many? -- yes ------> Refusals
 *                    | no
 *               a proxy? -- yes --> ProxyHandshake -- its client --> Admission
 *                    | no                `--------- itself ------> Connector
 *               Admission -- admitted --> Connector -> Connection
 *                    `------ rejected --> Refusals
 * </pre>
 */
final class PublicDoor implements Door {
    /** The kernel doubles this and then never holds more for a socket. Its own default grows to some megabytes. */
    static final int SEND_BUFFER_BYTES = 64 * 1024;

    private final ConnectionContext context;
    private final Admission admission;
    private final Refusals refusals;
    private final Connector connector;

    PublicDoor(ConnectionContext context, Admission admission, Refusals refusals, Connector connector) {
        this.context = context;
        this.admission = admission;
        this.refusals = refusals;
        this.connector = connector;
    }

    @Override
    public ConnectionContext context() {
        return context;
    }

    @Override
    public int acceptsInATurn() {
        return 128;
    }

    @Override
    public void accepted(SocketChannel channel) {
        context.counters.accepted++;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            admit(channel, (InetSocketAddress) channel.getRemoteAddress());
        } catch (IOException e) { // the peer reset it before it was served
            context.counters.failed(Failed.RESET);
            refusals.close(channel);
        }
    }

    private void admit(SocketChannel channel, InetSocketAddress source) {
        if (admission.isFull()) {
            refusals.refuse(channel, Refused.BUSY);
            return;
        }
        Optional<Peer> proxy = admission.proxy(source);
        if (proxy.isPresent()) {
            new ProxyHandshake(context, admission, refusals, connector, channel, proxy.get()).open();
            return;
        }
        Admission.Verdict verdict = admission.judge(source);
        if (verdict instanceof Admission.Admitted admitted) {
            connector.open(channel, admitted.peer());
        } else if (verdict instanceof Admission.Rejected rejected) {
            refusals.refuse(channel, rejected.reason());
        }
    }
}
