package io.timeserverd.loop;

import java.lang.reflect.Proxy;

/**
 * Signals of the process, by {@code sun.misc.Signal}: the JDK has no other way to hear SIGHUP, or to end with a status of
 * our own after SIGTERM. It is called by reflection because javac warns of it in a way that cannot be turned off, and
 * warnings are errors here.
 */
public final class Signals {
    private Signals() {}

    /**
     * Has {@code action} run, on a thread of the JVM, whenever the signal comes.
     *
     * @param name without its SIG, {@code HUP}
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
