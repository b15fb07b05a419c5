/**
 * Full screens in a terminal: a study that is watched, a cluster at a glance.
 *
 * <p>Two halves. What is drawn is pure: feeds turn the JSON of the HTTP interface into facts
 * ({@link io.cairn.server.terminal.StudyPicture}, {@link io.cairn.server.terminal.ClusterPicture}),
 * views hold what a person has scrolled to and asked, and screens ({@link
 * io.cairn.server.terminal.WatchScreen}, {@link io.cairn.server.terminal.ClusterScreen}) make lines
 * of them for a width and a height, without terminal, clock or I/O. {@link
 * io.cairn.server.terminal.FullScreen} alone owns a terminal, its keys and signals, and leaves it
 * as it was.
 *
 * <p>Every text that comes from elsewhere goes through {@link io.cairn.server.terminal.PlainText}
 * on its way into a fact, so that no name and no reason can move the cursor. Nothing here knows how
 * facts are fetched; the command line does.
 */
@NullMarked
package io.cairn.server.terminal;

import org.jspecify.annotations.NullMarked;
