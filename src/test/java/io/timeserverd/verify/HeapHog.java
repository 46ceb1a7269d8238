package io.timeserverd.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A Java agent that fills the whole heap as soon as a file appears. */
public final class HeapHog {
    private static final int POLL_MS = 50;

    private HeapHog() {}

    /**
     * Called by the JVM.
     *
     * @param trigger the file
     */
    public static void premain(String trigger) {
        var thread = new Thread(() -> wait(Path.of(trigger)), "heap-hog");
        thread.setDaemon(true);
        thread.start();
    }

    private static void wait(Path trigger) {
        try {
            while (!Files.exists(trigger)) {
                Thread.sleep(POLL_MS);
            }
        } catch (InterruptedException e) {
            return;
        }
        var hoard = new ArrayList<byte[]>();
        while (hoard.size() < Integer.MAX_VALUE) {
            hoard.add(new byte[1 << 20]);
        }
    }

    /** Writes the agent as a jar. */
    static void writeTo(OutputStream jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", HeapHog.class.getName());
        String file = HeapHog.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(jar, manifest);
                InputStream in = HeapHog.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
        }
    }
}
