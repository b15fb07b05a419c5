/**
 * Landscapes kept and found again, and their exchange as CSV.
 *
 * <p>Entry types: {@link io.cairn.server.archive.LandscapeArchive} keeps them below the home folder
 * or in a database, {@link io.cairn.server.archive.PriorSelector} chooses those that a sweep learns
 * from, {@link io.cairn.server.archive.LandscapeCsv} reads and writes tables. All of it blocks on
 * files, or on whatever {@link io.cairn.server.archive.Shelf} the archive is: not for threads of
 * actors.
 */
@NullMarked
package io.cairn.server.archive;

import org.jspecify.annotations.NullMarked;
