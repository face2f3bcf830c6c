package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Allow;
import java.util.Set;

/**
 * Why a plan is refused.
 *
 * @param subject the object it is about
 * @param reason a sentence
 * @param remedy what to write (a YAML line) or do
 * @param path the YAML path it concerns; empty where none
 * @param answeredBy any one of these, allowed, lifts it; empty where nothing does
 */
public record Refusal(
    String subject, String reason, String remedy, String path, Set<Allow> answeredBy) {
  public Refusal {
    answeredBy = Set.copyOf(answeredBy);
  }

  /** A refusal that only another schema or other data lifts. */
  public Refusal(String subject, String reason, String remedy, String path) {
    this(subject, reason, remedy, path, Set.of());
  }
}
