/**
 * The console, {@code timeserver-admin web}: pages and results over HTTP, with the JDK's own server. Knows neither journal nor
 * daemon: {@link io.timeserverd.admin.web.Evidence} is where results come from.
 *
 * <pre>
 *     browser -> Console -> Guard                 whether the request may be answered
 *                        -> Assets                the files of the page
 *                        -> Evidence -> Results   what the page asks for, written as it is found; at most some at once (Slots)
 * </pre>
 *
 * <p>What must stay true: nothing can be changed from here; a request without the token, from another site or under another
 * name than that of this host gets nothing but a refusal; threads, connections and queries are bounded.
 */
package io.timeserverd.admin.web;
