package dev.underpin.planner.recipe;

/**
 * Why a plan is refused.
 *
 * @param subject the object it is about
 * @param reason a sentence
 * @param remedy what to write (a YAML line) or do
 * @param path the YAML path it concerns; empty where none
 */
public record Refusal(String subject, String reason, String remedy, String path) {}
