/**
 * The console, {@code timeserver-admin web}: a page and results over HTTP, served by the JDK's own server. The package knows
 * neither the journal nor the daemon: all results come from an {@link io.timeserverd.admin.web.Evidence}.
 *
 * <pre>
 *     browser -> Console -> Guard                 decides whether a request may be answered
 *                        -> Assets                the files of the page
 *                        -> Evidence -> Results   what the page asks for, written as it is found; Slots bounds how many run at once
 * </pre>
 *
 * <p>What must stay true: the console changes nothing. A request without the token, from another site, or with a host name that
 * is not of this server is refused. Threads, connections and queries are bounded. A download that nobody reads keeps no
 * view waiting.
 */
package io.timeserverd.admin.web;
