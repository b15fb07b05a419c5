/**
 * Checkpoints in an object store that speaks S3.
 *
 * <p>Entry type: {@link io.cairn.workers.s3.S3Checkpoints}. It implements {@link
 * io.cairn.workers.node.Checkpoints}, which does not know it; the SDK of the store is used here and
 * nowhere else.
 */
@NullMarked
package io.cairn.workers.s3;

import org.jspecify.annotations.NullMarked;
