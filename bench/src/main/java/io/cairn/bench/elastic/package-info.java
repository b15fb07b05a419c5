/**
 * Clusters that come and go, in virtual time: simulated workers, the real {@link
 * io.cairn.core.study.StudyDecider} for each study and the real {@link
 * io.cairn.server.dispatch.FairShare} between them.
 *
 * <p>Programs: {@link io.cairn.bench.elastic.ElasticRun} (one study on many workers), {@link
 * io.cairn.bench.elastic.SharedRun} (many studies at once), {@link io.cairn.bench.elastic.SoakRun}
 * (a day of joins and leaves). Entry type: {@link io.cairn.bench.elastic.ElasticCluster}.
 */
@NullMarked
package io.cairn.bench.elastic;

import org.jspecify.annotations.NullMarked;
