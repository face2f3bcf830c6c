package dev.underpin.spring;

import dev.underpin.workflow.ProgressListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a run does to the log of the application. */
final class StartLog implements ProgressListener {
  private static final Logger LOG = LoggerFactory.getLogger("dev.underpin");

  @Override
  public void note(String text) {
    LOG.info("{}", text);
  }

  @Override
  public void queued(String holder) {
    LOG.info("Waits for another run to end: {}", holder);
  }

  @Override
  public void finished(Step step, Duration took) {
    LOG.info("{}. {}: {} ms", step.number(), step.title(), took.toMillis());
  }

  @Override
  public void failed(Step step) {
    LOG.error("{}. {}: failed", step.number(), step.title());
  }

  @Override
  public void waiting(Step step, String reason) {
    LOG.info("{}. {} waits: {}", step.number(), step.title(), reason);
  }
}
