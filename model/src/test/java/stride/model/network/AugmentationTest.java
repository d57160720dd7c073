package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stride.model.OptionsException;

class AugmentationTest {
    @Test
    void readsAnyKindsInAnyOrder() {
        assertThat(Augmentation.parse("jitter=2, noise=0.1")).isEqualTo(new Augmentation(0.1, 0, 0, 2));
        assertThat(Augmentation.parse("noise=1,neurons=0.2,mix=0.3,jitter=1"))
                .isEqualTo(new Augmentation(1, 0.2, 0.3, 1));
        assertThat(Augmentation.parse("none")).isEqualTo(Augmentation.NONE);
        assertThat(Augmentation.NONE.varies()).isFalse();
        assertThat(Augmentation.parse("mix=0.1").varies()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "noise=0.1", "noise=0.1,neurons=0.2,mix=0.3,jitter=1", "jitter=3"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Augmentation.parse(text).label()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "noise", "noise=", "noise=0.1,noise=0.2", "blur=1", "jitter=0.5", "noise=0.1,", "none,mix=0"
            })
    void whatIsNoKindIsRefused(String text) {
        assertThatThrownBy(() -> Augmentation.parse(text))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--augment '" + text + "': ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"noise=-1", "noise=NaN", "noise=Infinity", "neurons=1", "neurons=-0.1", "mix=0.6", "jitter=-1"})
    void whatIsOutOfRangeIsRefused(String text) {
        assertThatThrownBy(() -> Augmentation.parse(text))
                .isInstanceOf(OptionsException.class)
                .hasMessageStartingWith("--augment " + text.replaceAll("=.*", "="));
    }
}
