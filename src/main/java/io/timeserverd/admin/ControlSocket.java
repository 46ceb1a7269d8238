package io.timeserverd.admin;

import io.timeserverd.conf.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Asks a running daemon, in the request language, through its Unix-domain socket. */
final class ControlSocket {
    private static final int MAX_REPLY_BYTES = 1 << 20;
    private static final Path BY_DEFAULT = Settings.defaults().listen().control();
    private static final String DENIED = "permission denied; run it as root";
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

    private ControlSocket() {}

    /** The result of a request. */
    sealed interface Reply {}

    /** The daemon's reply. */
    record Lines(List<String> lines) implements Reply {}

    /** No daemon replied; {@code reason} says why. */
    record Silent(String reason) implements Reply {}

    /** Sends one request and reads the whole reply, for 5 s at most. */
    static Reply ask(Path socket, String request) {
        try {
            Files.readAttributes(socket, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return new Silent("there is no such socket" + others(socket));
        } catch (AccessDeniedException e) {
            return new Silent(DENIED);
        } catch (IOException e) {
            return new Silent(String.valueOf(e.getMessage()));
        }
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var selector = Selector.open()) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return read(channel, selector);
        } catch (IOException e) {
            var reason = String.valueOf(e.getMessage());
            return new Silent(reason.equals("Permission denied") ? DENIED : reason); // the JDK has no type for it here
        }
    }

    /**
     * A hint where else a daemon may run: as an instance, with its socket in a directory nearby, or by {@code make
     * run}.
     */
    private static String others(Path socket) {
        if (socket.equals(BY_DEFAULT) && MakeRun.hint().isPresent()) {
            return "; " + MakeRun.hint().get();
        }
        Path directory = socket.toAbsolutePath().getParent();
        var names = new TreeSet<String>();
        try (DirectoryStream<Path> beside =
                Files.newDirectoryStream(directory.getParent(), directory.getFileName() + "-*")) {
            for (Path each : beside) {
                if (Files.exists(each.resolve(socket.getFileName()))) {
                    names.add(each.getFileName()
                            .toString()
                            .substring(directory.getFileName().toString().length() + 1));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return ""; // a hint only
        }
        return names.isEmpty() ? "" : "; of instances there is: --instance " + String.join(",", names);
    }

    private static Reply read(SocketChannel channel, Selector selector) throws IOException {
        var reply = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        long startNs = System.nanoTime();
        while (true) {
            long leftNs = TIMEOUT_NS - (System.nanoTime() - startNs);
            if (leftNs <= 0) {
                return new Silent("no answer in time");
            }
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNs)));
            selector.selectedKeys().clear();
            int read = channel.read(buffer);
            if (read < 0) {
                return new Lines(reply.toString(StandardCharsets.UTF_8).lines().toList());
            }
            reply.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            if (reply.size() > MAX_REPLY_BYTES) {
                return new Silent("an answer without end");
            }
        }
    }
}
