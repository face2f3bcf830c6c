package dev.underpin.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The health in the words of Spring Boot 3. */
final class HealthOfBoot3 implements HealthIndicator {
  private final DatabaseHealth database;

  HealthOfBoot3(DatabaseHealth database) {
    this.database = database;
  }

  @Override
  public Health health() {
    DatabaseHealth.Answer answer = database.answer();
    return Health.status(answer.status()).withDetails(answer.details()).build();
  }
}
