/**
 * Worker type {@code slurm}: every evaluation is a job of Slurm.
 *
 * <p>Entry type: {@link io.cairn.workers.slurm.SlurmProvider}. Slurm is reached through its own
 * command line tools. How a job is followed, what it is given and what it gives back is that of
 * {@link io.cairn.workers.process}. Neither actors nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.slurm;

import org.jspecify.annotations.NullMarked;
