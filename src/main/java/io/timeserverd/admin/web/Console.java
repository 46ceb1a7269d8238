package io.timeserverd.admin.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running console. */
public final class Console implements AutoCloseable {
    /** Each serves one request at a time. More would only compete for the disk and the processor. */
    private static final int THREADS = 8;

    /** The JDK reads these properties once. A browser opens 6 connections; a request must be complete within 10 s. */
    private static void limit() {
        System.setProperty("jdk.httpserver.maxConnections", "64");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final String address;

    private Console(HttpServer server, ExecutorService threads, String address) {
        this.server = server;
        this.threads = threads;
        this.address = address;
    }

    /**
     * Starts a console.
     *
     * @param listen a loopback address; port 0 lets the system choose
     * @throws IOException if it cannot listen there
     */
    public static Console start(InetSocketAddress listen, Evidence evidence) throws IOException {
        limit();
        var server = HttpServer.create(listen, 0);
        InetSocketAddress bound = server.getAddress();
        String token = Guard.newToken();
        var guard = new Guard(token, hosts(bound.getAddress()), bound.getPort());
        server.createContext("/", new Requests(guard, new Assets(), evidence));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, Console::thread);
        server.setExecutor(threads);
        server.start();
        String address = "http://" + host(bound.getAddress()) + ":" + bound.getPort() + "/?token=" + token;
        return new Console(server, threads, address);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "console");
        thread.setDaemon(true);
        return thread;
    }

    private static Set<String> hosts(InetAddress own) {
        var hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(host(own));
        return hosts;
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return address.getAddress().length == 4 ? text : text.equals("0:0:0:0:0:0:0:1") ? "[::1]" : "[" + text + "]";
    }

    /** The address to open in a browser, with the token. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
