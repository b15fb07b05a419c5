package io.cairn.server.store;

/**
 * What a node has written to the store.
 *
 * @param transactions that wrote records
 * @param records in them
 */
public record StoreTally(long transactions, long records) {}
