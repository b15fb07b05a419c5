/**
 * The models that the Smile worker trains, one class a family, and how they are measured.
 *
 * <p>Entry types: {@link io.cairn.workers.smile.model.Learners} names the models, {@link
 * io.cairn.workers.smile.model.Learner} describes one and starts fits of it, {@link
 * io.cairn.workers.smile.model.Metrics} measures predictions. A fit runs on one thread and draws
 * every random number from seeds that it is given. Internal to the Smile worker: nothing outside
 * {@code io.cairn.workers.smile} may use these types.
 */
@NullMarked
package io.cairn.workers.smile.model;

import org.jspecify.annotations.NullMarked;
