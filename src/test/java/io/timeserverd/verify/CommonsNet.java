package io.timeserverd.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.daytime.DaytimeTCPClient;
import org.apache.commons.net.time.TimeTCPClient;

/** Small programs with Apache Commons Net that print the reply of a server on this host. */
final class CommonsNet {
    static final String TIME = Time.class.getName();
    static final String DAYTIME = Daytime.class.getName();

    private static final String HOST = "127.0.0.1";

    private CommonsNet() {}

    /** Prints UNIX seconds. */
    static final class Time {
        private Time() {}

        public static void main(String[] args) throws IOException {
            var client = new TimeTCPClient();
            client.connect(HOST);
            System.out.println(client.getTime() - TimeTCPClient.SECONDS_1900_TO_1970);
            client.disconnect();
        }
    }

    /** Prints the line unchanged. */
    static final class Daytime {
        private Daytime() {}

        public static void main(String[] args) throws IOException {
            var client = new DaytimeTCPClient();
            client.setCharset(StandardCharsets.US_ASCII);
            client.connect(HOST);
            System.out.print(client.getTime());
            client.disconnect();
        }
    }
}
