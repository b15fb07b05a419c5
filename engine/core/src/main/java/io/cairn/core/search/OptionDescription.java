package io.cairn.core.search;

/**
 * An option of a method, for documentation and completion.
 *
 * @param name the key in the {@code method} block
 * @param type the values it takes, in words: "a whole number from 1 to 1000", "random or sobol"
 * @param defaultValue what holds if the key is left out, as text
 * @param description what it does, one sentence
 */
public record OptionDescription(
    String name, String type, String defaultValue, String description) {}
