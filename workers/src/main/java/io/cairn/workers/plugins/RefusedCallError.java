package io.cairn.workers.plugins;

/**
 * A plug-in called what would harm the whole process. An error, so that few catch it by mistake.
 */
final class RefusedCallError extends Error {

  private static final long serialVersionUID = 1;

  RefusedCallError(String sentence) {
    super(sentence);
  }
}
