package io.timeserverd.verify;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;

/** Programs with which people fetch a page, each with its default options. */
enum WebClient {
    CURL("curl", "curl", "curl", "-sSf", WebClient.URL),

    /** It offers to continue with HTTP/2, which this server does not speak. */
    CURL_HTTP2("`curl --http2`", "curl", "curl", "-sSf", "--http2", WebClient.URL),
    CURL_HTTP10("`curl --http1.0`", "curl", "curl", "-sSf", "--http1.0", WebClient.URL),
    CURL_COMPRESSED("`curl --compressed`", "curl", "curl", "-sSf", "--compressed", WebClient.URL),
    WGET("wget", "wget", "wget", "-qO-", WebClient.URL),
    BUSYBOX_WGET("wget of busybox", "busybox", "busybox", "wget", "-qO-", WebClient.URL),
    URLLIB("Python's `urllib`", "python3", "python3", "-c", """
            import sys, urllib.request
            sys.stdout.buffer.write(urllib.request.urlopen("URL").read())
            """),

    /** It offers HTTP/2 by default. */
    JAVA("Java's `HttpClient`", "default-jre-headless") {
        @Override
        Result get(String url) throws IOException, InterruptedException {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            return new Result(response.statusCode() == 200 ? 0 : 1, response.body(), "");
        }
    };

    private static final String URL = "URL";

    private final String label;
    private final String debianPackage;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> command;

    /**
     * @param label for people
     * @param command in which {@link #URL} stands for the address
     */
    WebClient(String label, String debianPackage, String... command) {
        this.label = label;
        this.debianPackage = debianPackage;
        this.command = List.of(command);
    }

    /** Its row in the document about the language. */
    String row() {
        return "| " + label + " | " + debianPackage + " | http |";
    }

    /** Standard output is the body of the response; the exit status is 0 for a response with status 200 only. */
    Result get(String url) throws IOException, InterruptedException {
        List<String> withUrl =
                command.stream().map(word -> word.replace(URL, url)).collect(Collectors.toList());
        return Programs.run(debianPackage, withUrl, "", Stdin.ENDS);
    }
}
