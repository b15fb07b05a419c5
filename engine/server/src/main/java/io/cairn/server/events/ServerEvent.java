package io.cairn.server.events;

/**
 * An event.
 *
 * @param id where to go on after it; empty if the stream has not said so
 */
public record ServerEvent(String id, String type, String data) {}
