package dev.underpin.planner.recipe;

import dev.underpin.planner.step.Allow;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import java.util.Set;

/**
 * Why a plan is refused.
 *
 * @param subject the object it is about
 * @param reason its text is a sentence
 * @param remedy what to write (a YAML line) or do
 * @param source what the change is about that asks for it; the preview says where that is declared
 * @param answeredBy any one of these, allowed, lifts it; empty where nothing does
 */
public record Refusal(
    String subject, Finding reason, String remedy, ObjectRef source, Set<Allow> answeredBy) {
  public Refusal {
    answeredBy = Set.copyOf(answeredBy);
  }
}
