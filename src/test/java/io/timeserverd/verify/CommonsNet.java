package io.timeserverd.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.daytime.DaytimeTCPClient;
import org.apache.commons.net.time.TimeTCPClient;

/** Programs such as people write with Apache Commons Net: each prints what its server on this host says. */
final class CommonsNet {
    static final String TIME = Time.class.getName();
    static final String DAYTIME = Daytime.class.getName();

    private static final String HOST = "127.0.0.1";

    private CommonsNet() {}

    /** UNIX seconds. */
    static final class Time {
        private Time() {}

        public static void main(String[] args) throws IOException {
            var client = new TimeTCPClient();
            client.connect(HOST);
            System.out.println(client.getTime() - TimeTCPClient.SECONDS_1900_TO_1970);
            client.disconnect();
        }
    }

    /** The line as it is. */
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
