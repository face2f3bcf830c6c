package dev.underpin.spring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health in the words of Spring Boot 4. */
final class HealthOfBoot4 implements HealthIndicator {
  private final DatabaseHealth database;

  HealthOfBoot4(DatabaseHealth database) {
    this.database = database;
  }

  @Override
  public Health health() {
    DatabaseHealth.Answer answer = database.answer();
    return Health.status(answer.status()).withDetails(answer.details()).build();
  }
}
