package dev.underpin.workflow;

/**
 * What a person should know before a step runs.
 *
 * @param code its page in the documentation, such as {@code UP1103}
 * @param text a sentence
 */
public record Hazard(String code, String text) {}
