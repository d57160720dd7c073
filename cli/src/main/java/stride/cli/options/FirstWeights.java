package stride.cli.options;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import stride.engine.Activation;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Prepared;
import stride.model.decoder.Trial;
import stride.model.file.DecoderFile;
import stride.model.file.ModelFileException;
import stride.model.file.Safetensors;
import stride.model.network.Mlp;

/** Where training begins: at weights drawn from the seed, or at those of a file. */
public final class FirstWeights {
    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "First weights, from the mlp.* tensors of a safetensors file.")
    private Path file;

    /** The file, if one was named. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The options of a decoder that begins here: the shape of the file's network, trained by plain Adam unless more was
     * asked for.
     *
     * @throws OptionsException   if the command line and the file both name a shape, or an ensemble is to begin alike
     * @throws ModelFileException if there is no network in the file
     */
    public DecoderOptions options(DecoderArguments decoder) {
        if (file == null) {
            return decoder.options();
        }
        DecoderOptions options = decoder.plainOptions();
        NetworkOptions network = options.network();
        if (decoder.namesShape()) {
            throw new OptionsException("--hidden and --init: the file has its own widths; give only one of the two");
        }
        if (network.ensemble() > 1) {
            throw new OptionsException(
                    "--ensemble and --init: all members would begin alike; give only one of the two");
        }
        return options.with(new NetworkOptions(
                network(network.activation()).hidden(), network.activation(), 1, network.nonNegative()));
    }

    /**
     * The first weights of each member.
     *
     * @throws UnfitException if the file's network has other inputs or outputs than the recording gives, or there are too
     *                        many weights
     */
    public List<Mlp> of(Prepared prepared, DecoderOptions options) {
        if (file == null) {
            return Trial.starts(prepared, options.network(), options.training().seed());
        }
        Mlp start = network(options.network().activation());
        int outputs = prepared.targets().columns();
        if (start.inputs() != prepared.inputs() || start.outputs() != outputs) {
            throw new UnfitException("%s: a network of %d inputs and %d outputs, but the recording gives %d and %d"
                    .formatted(file, start.inputs(), start.outputs(), prepared.inputs(), outputs));
        }
        options.network().require(start.inputs(), outputs);
        return List.of(start);
    }

    private Mlp network(Activation activation) {
        try {
            return DecoderFile.network(file.toString(), Safetensors.read(file), activation);
        } catch (IOException e) {
            throw new ModelFileException("%s: can't be read: %s; name a safetensors file with --init"
                    .formatted(file, e instanceof NoSuchFileException ? "no such file" : e.getMessage()));
        }
    }
}
