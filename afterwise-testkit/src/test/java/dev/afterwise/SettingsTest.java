package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.plan.Threshold;
import dev.afterwise.store.Store;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Settings SETTINGS = Settings.STANDARD.with(Map.of("hard", Threshold.of("complexity > 7")));

    @Test
    void codeAsksWhetherAValueIsAboveAThreshold() {
        try (var afterwise = Afterwise.with(Store.inMemory(), SETTINGS.with(Workspace.DEFAULT))) {
            assertThat(afterwise.isAbove("hard", 7.5)).isTrue();
            assertThat(afterwise.isAbove("hard", 7)).isFalse();
        }
    }

    @Test
    void anUnknownThresholdIsNoAnswer() {
        try (var afterwise = Afterwise.with(Store.inMemory(), SETTINGS)) {
            assertThatThrownBy(() -> afterwise.isAbove("heavy", 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("""
                            A threshold must be among the settings, but (heavy) is not, only (hard).
                            Maybe name it under 'thresholds' in afterwise.yaml, and read that file into the settings.""");
        }
    }
}
