package dev.underpin.spring;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint and the health of an application that has the actuator. */
@AutoConfiguration(after = UnderpinAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(Start.class)
public class UnderpinActuatorAutoConfiguration {

  private static DatabaseHealth health(
      ObjectProvider<DatabaseState> state, UnderpinProperties said) {
    return new DatabaseHealth(state, said.health(), Clock.systemUTC());
  }

  /** The endpoint. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnAvailableEndpoint(endpoint = UnderpinEndpoint.class)
  static class OfEndpoint {
    @Bean
    UnderpinEndpoint underpinEndpoint(ObjectProvider<DatabaseState> state) {
      return new UnderpinEndpoint(state);
    }
  }

  /** The health on Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
  @ConditionalOnEnabledHealthIndicator("underpin")
  static class OfHealth {
    @Bean
    HealthOfBoot3 underpinHealthIndicator(
        ObjectProvider<DatabaseState> state, UnderpinProperties said) {
      return new HealthOfBoot3(health(state, said));
    }
  }

  /** The health on Spring Boot 4, which has the same types in another module and package. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
  @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
      "underpin")
  static class OfHealthOfBoot4 {
    @Bean
    HealthOfBoot4 underpinHealthIndicator(
        ObjectProvider<DatabaseState> state, UnderpinProperties said) {
      return new HealthOfBoot4(health(state, said));
    }
  }
}
