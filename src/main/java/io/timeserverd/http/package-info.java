/**
 * HTTP/1.1 (RFC 9110, RFC 9112) without I/O: what a request says, and what is answered to it.
 *
 * <pre>
 *   bytes -> HttpParser -> HttpRequest -> Routes --> Answerer of package protocol     a place, as the text language
 *                                           |------> WorldTime                        worldtimeapi.org's shape
 *                                           |------> Page                             files for a browser
 *                                           `------> HttpResponse -> bytes
 * </pre>
 *
 * <p>What must stay true: no channels and no clocks. What a request means is never guessed: a head that can be read in two ways
 * is refused. No request has a body.
 */
package io.timeserverd.http;
