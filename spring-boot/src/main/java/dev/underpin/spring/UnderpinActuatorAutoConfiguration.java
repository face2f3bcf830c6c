package dev.underpin.spring;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
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

  /** The endpoint. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnAvailableEndpoint(endpoint = UnderpinEndpoint.class)
  static class OfEndpoint {
    @Bean
    UnderpinEndpoint underpinEndpoint(ObjectProvider<DatabaseState> state) {
      return new UnderpinEndpoint(state);
    }
  }

  /** The health. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  @ConditionalOnEnabledHealthIndicator("underpin")
  static class OfHealth {
    @Bean
    UnderpinHealthIndicator underpinHealthIndicator(
        ObjectProvider<DatabaseState> state, UnderpinProperties said) {
      return new UnderpinHealthIndicator(state, said.health(), Clock.systemUTC());
    }
  }
}
