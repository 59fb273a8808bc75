package dev.paddock.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/** Files as people have them, one of each kind, under the name that they would have. */
final class Samples {
  private Samples() {}

  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "compose.yaml",
        """
        name: lab
        include: [more.yaml]
        x-env: &env
          OLLAMA_KEEP_ALIVE: ${KEEP:-30m}
          OLLAMA_NUM_PARALLEL: &two "2"
        services:
          base: &base
            image: ollama/ollama:${TAG-0.33.0}
            environment: {<<: *env, OLLAMA_DEBUG: ${DBG:+1}}
            ports: ["127.0.0.1:${PORT:?set PORT}:11434", {target: 11434, published: 9000}]
          gpu:
            extends: {service: base}
            env_file: [a.env, {path: b.env, required: false, format: raw}]
            command: ["serve"]
            deploy: {resources: {reservations: {devices: [{driver: nvidia, count: all}]}}}
          small:
            <<: *base
            profiles: [cpu]
            build: {context: ., dockerfile_inline: "FROM ollama/ollama\\nENV OLLAMA_HOST=0.0.0.0"}
            environment:
              - OLLAMA_NUM_PARALLEL=*two
              - OLLAMA_MODELS
              - CUDA_VISIBLE_DEVICES=$$0
        """);
    all.put(
        "ollama.service",
        """
        [Unit]
        Description=Ollama Service
        After=network-online.target

        [Service]
        Type=simple
        ExecStart=/usr/bin/env OLLAMA_DEBUG=1 /bin/sh -c 'export A=1; exec ollama serve'
        Environment="OLLAMA_HOST=0.0.0.0" 'OLLAMA_KEEP_ALIVE=24h' \\
          OLLAMA_MODELS=/srv/\\x41\\101%%
        EnvironmentFile=-a.env
        UnsetEnvironment=HOME
        ProtectHome=yes
        StateDirectory=ollama
        ReadWritePaths=/srv "/mnt/a b"

        # /etc/systemd/system/ollama.service.d/override.conf
        [Service]
        Environment=
        Environment=OLLAMA_NUM_PARALLEL=2
        """);
    all.put(
        "ollama.container",
        """
        [Container]
        Image=docker.io/ollama/ollama
        PublishPort=11434:11434
        Environment=OLLAMA_KEEP_ALIVE=1h OLLAMA_HOST=0.0.0.0
        PodmanArgs=--device nvidia.com/gpu=all -e OLLAMA_DEBUG=1
        Network=lan.network
        """);
    all.put(
        "a.env",
        """
        # mine
        export OLLAMA_HOST="0.0.0.0:11434" # all
        OLLAMA_ORIGINS='http://a,http://b'
        OLLAMA_KEEP_ALIVE:-1
        OLLAMA_MODELS=${HOME}/models
        KEY="one
        two"
        """);
    all.put(
        "start.sh",
        """
        #!/bin/bash
        set -euo pipefail
        source a.env
        export OLLAMA_MODELS=~/models OLLAMA_HOST="${HOST:-0.0.0.0}:$((11434 + 1))"
        if [ -n "$GPU" ]; then CUDA_VISIBLE_DEVICES=0,1 ollama serve & fi
        sudo tee /etc/systemd/system/ollama.service.d/o.conf <<'EOF'
        [Service]
        Environment="OLLAMA_KEEP_ALIVE=24h"
        EOF
        docker run -d --gpus=all -e OLLAMA_DEBUG=1 -p 11434:11434 --name o ollama/ollama serve
        """);
    all.put(
        "deploy.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        spec:
          template:
            spec:
              containers:
                - name: ollama
                  image: ollama/ollama
                  args: [serve]
                  ports: [{containerPort: 11434}]
                  envFrom: [{configMapRef: {name: settings}}]
                  env:
                    - {name: OLLAMA_HOST, value: "0.0.0.0:$(PORT)"}
                    - name: OLLAMA_API_KEY
                      valueFrom: {secretKeyRef: {name: s, key: k}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {PORT: "11434", OLLAMA_KEEP_ALIVE: 1h}
        """);
    all.put(
        "values.yaml",
        "ollama:\n  gpu: {enabled: true}\nextraEnv:\n  - name: OLLAMA_DEBUG\n    value: \"1\"\n");
    all.put(
        "start.bat",
        """
        @echo off\r
        set "OLLAMA_HOST=0.0.0.0"\r
        setx OLLAMA_MODELS D:\\models /M\r
        ollama serve\r
        """);
    all.put(
        "start.ps1",
        """
        <# mine #>
        $Env:OLLAMA_HOST = "0.0.0.0:11434"
        [Environment]::SetEnvironmentVariable('OLLAMA_MODELS', 'D:\\models', 'User')
        & "C:\\Ollama\\ollama.exe" serve
        """);
    all.put(
        "job.plist",
        """
        <?xml version="1.0"?><plist version="1.0"><dict>
        <key>ProgramArguments</key><array><string>ollama</string><string>serve</string></array>
        <key>EnvironmentVariables</key><dict>
        <key>OLLAMA_HOST</key><string>0.0.0.0</string></dict><key>KeepAlive</key><true/>
        </dict></plist>
        """);
    all.put(
        "ollama.nix",
        """
        { lib, ... }: {
          /* all */ services.ollama = { enable = true; host = "0.0.0.0"; port = 11434;
            environmentVariables = { OLLAMA_DEBUG = "1"; OLLAMA_MODELS = "${lib.x}/m"; };
          };
          systemd.services.ollama.environment.OLLAMA_KEEP_ALIVE = lib.mkForce "1h"; # on
        }
        """);
    all.put(
        "Dockerfile",
        """
        ARG TAG=latest
        FROM ollama/ollama:${TAG} AS base
        ENV OLLAMA_HOST=0.0.0.0 OLLAMA_MODELS="/m"
        FROM base
        ENV OLLAMA_KEEP_ALIVE 24h
        ENTRYPOINT ["/bin/ollama", "serve"]
        """);
    all.put(
        "ollama.service.j2",
        """
        {# of {{ ansible_managed }} #}
        [Service]
        ExecStart={{ bin }} serve
        {% if gpu %}
        Environment="CUDA_VISIBLE_DEVICES={{ gpu }}"
        {% else %}
        Environment="OLLAMA_LLM_LIBRARY=cpu"
        {% endif %}
        {% for k in env %}Environment="{{ k }}={{ env[k] }}"{% endfor %}

        Environment=OLLAMA_NUM_PARALLEL={{ slots | default(2) }}
        """);
    all.put("env.reg", "Windows Registry Editor Version 5.00\n\n\"OLLAMA_HOST\"=\"0.0.0.0\"\n");
    return all;
  }
}
