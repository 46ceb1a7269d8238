package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.conf.HostPort;
import io.timeserverd.log.Log;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The listening sockets, which are closed together. */
final class Listeners {
    private static final String CONTROL = "listen.control";

    private final List<Acceptor> acceptors = new ArrayList<>();
    private final boolean share;
    private Path controlSocket;

    /** @param share whether other processes of the same user may listen on the same ports */
    Listeners(boolean share) {
        this.share = share;
    }

    /**
     * Listens on a socket that the service manager has opened and keeps open: connections that arrive during a restart wait in
     * it.
     *
     * @param key the key of the listener, for errors
     * @return its address, for the log
     */
    String adopt(String key, ServerSocketChannel channel, Door door) throws ListenException {
        try {
            if (!(channel.getLocalAddress() instanceof InetSocketAddress inet)) {
                throw new ListenException(key, channel.getLocalAddress(), "an inherited socket must be one of TCP");
            }
            accept(key, inet, channel, door, Acceptor.Owner.SERVICE_MANAGER);
            InetAddress host = inet.getAddress();
            return new HostPort(host.isAnyLocalAddress() ? "*" : Addresses.text(host), inet.getPort()).toString();
        } catch (IOException e) {
            throw new ListenException(key, "an inherited socket", e.getMessage());
        }
    }

    /**
     * Listens on {@code addresses} for clients, which {@code door} lets in.
     *
     * @param key the key that names the addresses, for errors
     * @return the addresses as bound, comma-separated, for the log
     */
    String open(String key, List<HostPort> addresses, Door door) throws ListenException {
        var bound = new StringJoiner(",");
        for (HostPort address : addresses) {
            ServerSocketChannel channel = bind(key, address);
            InetSocketAddress local = local(key, address, channel);
            bound.add(new HostPort(address.host(), local.getPort()).toString());
            accept(key, address, channel, door, Acceptor.Owner.DAEMON);
        }
        return bound.toString();
    }

    private ServerSocketChannel bind(String key, HostPort address) throws ListenException {
        InetSocketAddress socket = address.address();
        if (socket.isUnresolved()) {
            throw new ListenException(key, address, "the name has no address");
        }
        try {
            var channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, share);
                return channel.bind(socket, Acceptor.BACKLOG);
            } catch (IOException | UnsupportedAddressTypeException e) {
                channel.close();
                throw e;
            }
        } catch (UnsupportedAddressTypeException e) {
            throw new ListenException(key, address, "this system has no IPv6");
        } catch (SocketException e) {
            throw new ListenException(key, address, reason(e, address.port(), share));
        } catch (IOException e) {
            throw new ListenException(key, address, String.valueOf(e.getMessage()));
        }
    }

    private static String reason(SocketException e, int port, boolean share) {
        var said = String.valueOf(e.getMessage());
        if (said.contains("in use")) {
            String taken = said + ": ss -ltnp 'sport = :" + port + "' shows by which program";
            return share
                    ? taken + "; timeserverd.service and timeserverd.socket do not share their port with instances"
                    : taken;
        }
        boolean lacksRight = port > 0 && port < 1024 && said.contains("ermission");
        return lacksRight
                ? "a port below 1024 needs the capability CAP_NET_BIND_SERVICE: start it by its systemd unit, which has"
                        + " it, or choose a higher port"
                : said;
    }

    private static InetSocketAddress local(String key, HostPort address, ServerSocketChannel channel)
            throws ListenException {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new ListenException(key, address, e.getMessage());
        }
    }

    private void accept(String key, Object address, ServerSocketChannel channel, Door door, Acceptor.Owner owner)
            throws ListenException {
        try {
            channel.configureBlocking(false);
            acceptors.add(new Acceptor(channel, door, owner));
        } catch (IOException e) {
            throw new ListenException(key, address, e.getMessage());
        }
    }

    /** Listens on the control socket. Replaces a socket file on which no process listens any more. */
    void openControl(Path path, Door door) throws ListenException {
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            var address = UnixDomainSocketAddress.of(path);
            if (Files.exists(path)) {
                requireReplaceable(path, address);
                Files.delete(path);
            }
            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(address);
            controlSocket = path;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
            accept(CONTROL, path, channel, door, Acceptor.Owner.DAEMON);
        } catch (IOException e) {
            throw new ListenException(CONTROL, path, reason(e));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied; " + CONTROL + " chooses another place";
        }
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + e.getClass().getSimpleName();
        }
        return e.getMessage();
    }

    /** Checks that the file at {@code path} is a socket that no process uses. */
    private static void requireReplaceable(Path path, UnixDomainSocketAddress address) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new IOException("the file is there and is no socket");
        }
        if (isListenedOn(address)) {
            throw new IOException("another process listens there");
        }
        Log.info("stale-control-socket", "path", path); // left by a daemon that was killed
    }

    private static boolean isListenedOn(UnixDomainSocketAddress address) throws IOException {
        try (var probe = SocketChannel.open(address)) {
            return probe.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Takes the sockets out of the selector in the next turn. Nothing is accepted then until {@link #close}. */
    void pause() {
        acceptors.forEach(Acceptor::pause);
    }

    /** Accepts the connections that wait in the kernel, then stops listening. */
    void close() {
        for (Acceptor acceptor : acceptors) {
            try {
                acceptor.close();
            } catch (IOException e) {
                Log.warn("listener-close-failed", e);
            }
        }
        acceptors.clear();
        if (controlSocket != null) {
            try {
                Files.deleteIfExists(controlSocket);
            } catch (IOException e) {
                Log.warn("control-socket-left", e, "path", controlSocket);
            }
        }
    }
}
