package io.cairn.server.dispatch;

/**
 * Why something was not taken in.
 *
 * @param reason a sentence for people
 */
public record Refusal(String reason) {}
