package io.timeserverd.loop;

import java.lang.reflect.Proxy;

/**
 * Handles signals of the process with {@code sun.misc.Signal}, the only way of the JDK to handle SIGHUP, and to exit with a
 * status of our own after SIGTERM. Uses reflection, because javac always warns of that class, and warnings are errors here.
 */
public final class Signals {
    private Signals() {}

    /**
     * Runs {@code action} on a thread of the JVM whenever the signal arrives.
     *
     * @param name the name without SIG, such as {@code HUP}
     */
    public static void handle(String name, Runnable action) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerClass}, (proxy, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not let SIG" + name + " be handled", e);
        }
    }
}
