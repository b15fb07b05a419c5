/**
 * Worker type {@code container}: a command in a container, by docker or podman.
 *
 * <p>Entry type: {@link io.cairn.workers.container.ContainerProvider}. How the command is followed,
 * what it is given and what it gives back is that of {@link io.cairn.workers.process}; this package
 * starts it in a container and stops that. Neither actors nor the engine may be used from here.
 */
@NullMarked
package io.cairn.workers.container;

import org.jspecify.annotations.NullMarked;
