/**
 * Worker type {@code kubernetes}: every evaluation is a pod.
 *
 * <p>Entry type: {@link io.cairn.workers.kubernetes.KubernetesProvider}. The cluster is reached
 * through {@code kubectl}. How a pod is followed, what it is given and what it gives back is that
 * of {@link io.cairn.workers.process}. Uses the JDK and Jackson; neither actors nor the engine may
 * be used from here.
 */
@NullMarked
package io.cairn.workers.kubernetes;

import org.jspecify.annotations.NullMarked;
