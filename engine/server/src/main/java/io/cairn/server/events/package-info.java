/**
 * The other end of server-sent events (WHATWG HTML, 9.2): {@link
 * io.cairn.server.events.EventStream} reads them, goes on where it was after a break, and notices
 * when a stream has died without a word. What sends them is in {@code http}. Uses the JDK alone.
 */
@NullMarked
package io.cairn.server.events;

import org.jspecify.annotations.NullMarked;
