/**
 * HTTP/1.1 (RFC 9110, RFC 9112) without I/O: parses requests and makes responses.
 *
 * <pre>
 *   bytes -> HttpParser -> HttpRequest -> Routes --> Answerer of package protocol     a place, as the text language
 *                                           |------> WorldTime                        the JSON of worldtimeapi.org
 *                                           |------> Page                             files for a browser
 *                                           `------> HttpResponse -> bytes
 * </pre>
 *
 * <p>These rules must stay true: there are no channels and no clocks here. A head that can be read in two ways is refused, never
 * guessed. No request has a body.
 */
package io.timeserverd.http;
