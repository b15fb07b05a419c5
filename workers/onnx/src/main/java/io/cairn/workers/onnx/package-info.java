/**
 * Worker type {@code onnx}: a network that predicts what evaluations come to.
 *
 * <p>Entry type: {@link io.cairn.workers.onnx.OnnxProvider}. A plug-in: it uses the worker SPI, the
 * settings reader and ONNX Runtime, and nothing of Cairn uses it.
 */
@NullMarked
package io.cairn.workers.onnx;

import org.jspecify.annotations.NullMarked;
