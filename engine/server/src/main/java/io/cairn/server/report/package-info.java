/**
 * One self-contained HTML file about a study: no outside request, works offline, bounded in size
 * whatever the study's size.
 *
 * <p>Entry type: {@link io.cairn.server.report.StudyReport}. The page is report.html with the data
 * block of docs/report-data.md, report.css, charts.js, sections.js, report.js and ECharts inside;
 * charts.js and the data shape are meant for a live page, too. Not to be used from here: actors,
 * the journal, the archive, a clock.
 */
@NullMarked
package io.cairn.server.report;

import org.jspecify.annotations.NullMarked;
