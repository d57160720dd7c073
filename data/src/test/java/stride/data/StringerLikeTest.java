package stride.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings in the published file's layout, written by numpy; the expected values are numpy's own. */
class StringerLikeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            mini_p2,  f2a61771942391e2, 561c6c31da056e88, 1828.5043896914965, 0.00243899, 829.0802063
            mini_p3,  f7f3eac8662089b9, 9ea44ec35900b577, 697.4147875029914,  0.01484316, 111.39410989
            mini_p4,  522cd1e2f533f0f8, d667da91a484d636, 436.93536348398914, 0.00180097, 448.39696723
            mini_p5,  03cf0cadbc7923b7, ce54ae0aa0927691, 1720.9424454222876, 0.0106318,  103.61697019
            mini_f,   24479024bbe05da9, 99362f34ee0dcd23, 1523.7270366216553, 0.0057836,  905.20634071
            mini_np2, 4ab08412e8216bd3, 7ae5a4d744eadc01, 600.3188515546947,  0.03081671, 850.22657966
            """)
    void everyProtocolAndOrderIsReadAsNumpyReadsIt(
            String name, String fileHash, String activityHash, double runSum, double run5, double y7) {
        String file = SharedFiles.file("stringer-like/" + name + ".npy").toString();
        try (Recording recording = Recordings.open(file, ArrayChoice.AUTO)) {
            assertThat(recording.name()).isEqualTo(name + ".npy");
            assertThat(recording.sha256()).startsWith(fileHash);
            assertThat(recording.layout()).isEqualTo("sresp and run, neurons by time");

            assertThat(recording.activity().rows()).isEqualTo(120);
            assertThat(recording.activity().columns()).isEqualTo(400);
            float[] activity = new float[120 * 400];
            for (int first = 0; first < 120; first += 7) {
                int count = Math.min(7, 120 - first);
                float[] block = new float[7 * 400];
                recording.activity().read(first, count, block);
                System.arraycopy(block, 0, activity, first * 400, count * 400);
            }
            assertThat(hash(activity)).startsWith(activityHash);

            assertThat(recording.targets().rows()).isEqualTo(400);
            assertThat(recording.targets().columns()).isEqualTo(1);
            assertThat(recording.targetNames()).containsExactly("run");
            assertThat(sum(recording.targets().data())).isCloseTo(runSum, within(1e-7 * runSum));
            assertThat(recording.targets().at(5, 0)).isCloseTo((float) run5, within(1e-8f));

            assertThat(recording.positions()).hasValueSatisfying(xyz -> {
                assertThat(xyz.rows()).isEqualTo(120);
                assertThat(xyz.at(7, 1)).isCloseTo((float) y7, within(1e-4f));
            });
        }
    }

    private static String hash(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
