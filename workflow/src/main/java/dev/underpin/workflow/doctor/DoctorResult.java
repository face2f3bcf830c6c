package dev.underpin.workflow.doctor;

import dev.underpin.runner.session.Diagnosis;
import dev.underpin.schema.catalog.Engine;
import java.util.List;

/** All that was looked at. */
public record DoctorResult(String database, Engine engine, List<Diagnosis> found) {
  public DoctorResult {
    found = List.copyOf(found);
  }

  /** What has to be done. */
  public List<Diagnosis> problems() {
    return found.stream().filter(d -> d.state() == Diagnosis.State.PROBLEM).toList();
  }
}
