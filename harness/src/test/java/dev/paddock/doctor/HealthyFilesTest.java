package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.parse.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Healthy files as people have them, of other releases, machines and cards: nothing is found. */
class HealthyFilesTest extends Ailing {
  private void healthy(String name, String text) {
    Doctor.Diagnosis diagnosis = of(name, text);
    assertThat(diagnosis.notUnderstood()).isEmpty();
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.severity() != Severity.NOTE)
        .isEmpty();
    assertThat(diagnosis.looked()).isNotEmpty();
  }

  @Test
  void compose_with_nvidia_and_a_page_in_front() {
    machine.file(
        "home/me/.env",
        "OLLAMA_PORT=11500\nWEBUI_SECRET_KEY='a$b'\nOLLAMA_KEEP_ALIVE=30m # half an hour\n");
    healthy(
        "compose.yaml",
        """
        name: assistant
        services:
          ollama:
            image: ollama/ollama:0.33.1
            container_name: ollama
            restart: unless-stopped
            pull_policy: always
            ports:
              - "127.0.0.1:${OLLAMA_PORT:-11434}:11434"
            volumes:
              - ollama:/root/.ollama
              - ./Modelfile:/Modelfile:ro
            environment:
              - OLLAMA_KEEP_ALIVE=${OLLAMA_KEEP_ALIVE}
              - OLLAMA_NUM_PARALLEL=2
              - OLLAMA_MAX_LOADED_MODELS=1
              - OLLAMA_FLASH_ATTENTION=1
              - OLLAMA_KV_CACHE_TYPE=q8_0
              - NVIDIA_VISIBLE_DEVICES=all
              - NVIDIA_DRIVER_CAPABILITIES=compute,utility
            deploy:
              resources:
                reservations:
                  devices:
                    - driver: nvidia
                      device_ids: ["0", "1"]
                      capabilities: [gpu]
            healthcheck:
              test: ["CMD", "ollama", "list"]
              interval: 30s
          page:
            image: ghcr.io/open-webui/open-webui:v0.9
            depends_on: {ollama: {condition: service_healthy}}
            ports: ["3000:8080"]
            environment:
              OLLAMA_BASE_URL: http://ollama:11434
              WEBUI_SECRET_KEY: ${WEBUI_SECRET_KEY:-}
        volumes:
          ollama:
        """);
  }

  @Test
  void compose_with_rocm_by_profiles_and_anchors() {
    healthy(
        "docker-compose.yml",
        """
        version: "3.8"
        x-ollama: &ollama
          image: ollama/ollama:0.12.3
          networks: [ai]
          volumes: [{type: volume, source: models, target: /models}]
          environment: &env
            OLLAMA_MODELS: /models
            OLLAMA_ORIGINS: "http://localhost:*,https://*.lan.example"
            OLLAMA_DEBUG: "false"
        services:
          cpu:
            <<: *ollama
            profiles: [cpu]
          rocm:
            <<: *ollama
            image: ollama/ollama:0.12.3-rocm
            profiles: [rocm]
            devices: [/dev/kfd, /dev/dri]
            group_add: [video, "992"]
            environment:
              <<: *env
              HSA_OVERRIDE_GFX_VERSION: "11.0.0"
              ROCR_VISIBLE_DEVICES: "0"
              OLLAMA_CONTEXT_LENGTH: 16384
          pull:
            image: ollama/ollama:0.12.3
            environment: [OLLAMA_HOST=cpu:11434]
            networks: [ai]
            entrypoint: ["/bin/sh", "-c", "sleep 5; ollama pull llama3.2:3b"]
        networks: {ai: {}}
        volumes: {models: {}}
        """);
  }

  @Test
  void compose_that_starts_a_server_and_pulls() {
    healthy(
        "compose.yaml",
        """
        services:
          llm:
            image: docker.io/ollama/ollama
            environment:
              OLLAMA_HOST: 0.0.0.0:8080
              OLLAMA_MODEL: gemma3:1b
            entrypoint: ["/bin/bash", "-c"]
            command:
              - |
                ollama serve &
                until ollama list; do sleep 1; done
                ollama pull "$${OLLAMA_MODEL}"
                wait
            ports: ["8080:8080"]
            volumes: ["/srv/ollama:/root/.ollama"]
        """);
  }

  @Test
  void the_unit_of_the_installer_with_a_drop_in() {
    machine.file(
        "home/me/ollama.service.d/override.conf",
        """
        [Service]
        # listen for the house
        Environment="OLLAMA_HOST=0.0.0.0:11434"
        Environment="OLLAMA_ORIGINS=*"
        Environment="OLLAMA_MODELS=/data/ollama" "OLLAMA_KEEP_ALIVE=-1"
        Environment=CUDA_VISIBLE_DEVICES=GPU-8d3bd5c2-aaaa-bbbb-cccc-0123456789ab
        """);
    healthy(
        "ollama.service",
        """
        [Unit]
        Description=Ollama Service
        After=network-online.target

        [Service]
        ExecStart=/usr/local/bin/ollama serve
        User=ollama
        Group=ollama
        Restart=always
        RestartSec=3
        Environment="PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        Environment="OLLAMA_HOST=127.0.0.1"

        [Install]
        WantedBy=default.target
        """);
  }

  @Test
  void a_hardened_unit_with_a_state_directory() {
    healthy(
        "ollama.service",
        """
        [Unit]
        Description=Server for local large language models
        After=network.target

        [Service]
        Type=exec
        DynamicUser=true
        StateDirectory=ollama
        WorkingDirectory=/var/lib/ollama
        Environment="HOME=/var/lib/ollama" "OLLAMA_MODELS=/var/lib/ollama/models"
        Environment="OLLAMA_HOST=[::]:11434" "GIN_MODE=release"
        ExecStart=/usr/bin/ollama serve
        ExecStartPost=/bin/sh -c 'sleep 2 && ollama pull smollm2:135m'
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        DeviceAllow=char-nvidiactl rw
        DeviceAllow=char-drm rw
        LimitMEMLOCK=infinity
        Restart=on-failure
        """);
  }

  @Test
  void a_unit_that_runs_a_container() {
    healthy(
        "ollama.service",
        """
        [Service]
        ExecStartPre=-/usr/bin/docker rm -f ollama
        ExecStart=/usr/bin/docker run --rm --name ollama --gpus all -p 11434:11434 \\
          -v /srv/ollama:/root/.ollama -e OLLAMA_KEEP_ALIVE=1h -e OLLAMA_HOST=0.0.0.0 \\
          ollama/ollama:latest
        ExecStop=/usr/bin/docker stop ollama
        """);
  }

  @Test
  void a_quadlet() {
    healthy(
        "ollama.container",
        """
        [Unit]
        Description=Ollama
        [Container]
        Image=docker.io/ollama/ollama:rocm
        AutoUpdate=registry
        AddDevice=/dev/kfd
        AddDevice=/dev/dri
        PublishPort=11434:11434
        Volume=ollama.volume:/root/.ollama
        Environment=OLLAMA_HOST=0.0.0.0 OLLAMA_FLASH_ATTENTION=true
        Environment="HSA_OVERRIDE_GFX_VERSION=10.3.0"
        SecurityLabelDisable=true
        [Service]
        Restart=on-failure
        TimeoutStartSec=900
        [Install]
        WantedBy=default.target
        """);
  }

  @Test
  void a_deployment_of_kubernetes() {
    healthy(
        "ollama.yaml",
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: ollama}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: ollama, namespace: ollama}
        spec:
          serviceName: ollama
          selector: {matchLabels: {name: ollama}}
          template:
            metadata: {labels: {name: ollama}}
            spec:
              initContainers:
                - name: wait
                  image: busybox
                  command: [sh, -c, "sleep 1"]
              containers:
                - name: ollama
                  image: ollama/ollama:0.30.6
                  ports: [{name: http, containerPort: 11434, protocol: TCP}]
                  env:
                    - {name: OLLAMA_HOST, value: "0.0.0.0:11434"}
                    - {name: OLLAMA_KEEP_ALIVE, value: "-1"}
                    - {name: OLLAMA_LOAD_TIMEOUT, value: 15m}
                    - {name: PATH, value: "/usr/local/nvidia/bin:/usr/bin:/bin"}
                  resources: {limits: {nvidia.com/gpu: 1, memory: 32Gi}}
                  readinessProbe: {httpGet: {path: /, port: http}}
                  lifecycle:
                    postStart: {exec: {command: [/bin/sh, -c, "ollama pull llama3.2"]}}
                  volumeMounts: [{name: models, mountPath: /root/.ollama}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: ollama, namespace: ollama}
        spec: {selector: {name: ollama}, ports: [{port: 80, targetPort: http}]}
        """);
  }

  @Test
  void values_of_a_chart() {
    healthy(
        "values.yaml",
        """
        replicaCount: 1
        image: {repository: ollama/ollama, tag: 0.33.0}
        ollama:
          gpu: {enabled: true, type: amd, number: 1}
          models: {pull: [llama3.2:1b], run: []}
        extraEnv:
          - name: OLLAMA_KEEP_ALIVE
            value: "24h"
          - name: OLLAMA_MAX_LOADED_MODELS
            value: "2"
        """);
  }

  @Test
  void files_of_variables() {
    healthy(
        "ollama.env",
        """
        # /etc/ollama.env
        OLLAMA_HOST=0.0.0.0:11434
        OLLAMA_ORIGINS="https://chat.example.org,app://obsidian.md*"

        ; slots
        OLLAMA_NUM_PARALLEL='4'
        OLLAMA_KEEP_ALIVE=
        GGML_VK_VISIBLE_DEVICES=0
        HTTPS_PROXY=http://proxy.lan:3128
        """);
  }

  @Test
  void a_script_for_intel_cards() {
    machine.shell("HOME", "/home/me");
    healthy(
        "start-ollama.sh",
        """
        #!/usr/bin/env bash
        set -euo pipefail
        cd "$(dirname "$0")"
        source /opt/intel/oneapi/setvars.sh || true
        export ZES_ENABLE_SYSMAN=1 ONEAPI_DEVICE_SELECTOR=level_zero:0
        export OLLAMA_HOST="${OLLAMA_HOST:-0.0.0.0:11434}"
        export OLLAMA_MODELS="$HOME/models" OLLAMA_VULKAN=1
        [ -d "$OLLAMA_MODELS" ] || mkdir -p "$OLLAMA_MODELS"
        if pgrep -x ollama >/dev/null; then echo "already running"; exit 0; fi
        exec ./ollama serve 2>&1 | tee -a "$HOME/ollama.log"
        """);
  }

  @Test
  void scripts_of_windows() {
    healthy(
        "start.bat",
        """
        @echo off\r
        REM OLLAMA_HOST is for the house\r
        set OLLAMA_HOST=0.0.0.0:11434\r
        set "OLLAMA_MODELS=D:\\AI\\models"\r
        if not exist %OLLAMA_MODELS% mkdir %OLLAMA_MODELS%\r
        echo OLLAMA_HOST=%OLLAMA_HOST%\r
        start "" ollama.exe serve\r
        pause\r
        """);
    healthy(
        "setup.ps1",
        """
        #Requires -RunAsAdministrator
        $Env:OLLAMA_KEEP_ALIVE = "1h"
        $env:OLLAMA_FLASH_ATTENTION = 1
        [Environment]::SetEnvironmentVariable("OLLAMA_MODELS", "E:\\ollama\\models", "Machine")
        Write-Host "OLLAMA_MODELS is $env:OLLAMA_MODELS"
        Restart-Service ollama
        """);
  }

  @Test
  void a_mac() {
    healthy(
        "com.ollama.serve.plist",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.ollama.serve</string>
          <key>ProgramArguments</key>
          <array><string>/opt/homebrew/bin/ollama</string><string>serve</string></array>
          <key>EnvironmentVariables</key>
          <dict>
            <key>OLLAMA_HOST</key><string>0.0.0.0:11434</string>
            <key>OLLAMA_MODELS</key><string>/Volumes/Models/ollama</string>
            <key>OLLAMA_FLASH_ATTENTION</key><string>1</string>
          </dict>
          <key>KeepAlive</key><true/>
        </dict>
        </plist>
        """);
    healthy(
        ".zshrc",
        """
        export PATH="/opt/homebrew/bin:$PATH"
        alias ll='ls -l'
        export OLLAMA_KEEP_ALIVE=30m
        """);
  }

  @Test
  void a_module_of_nixos_and_a_dockerfile() {
    healthy(
        "ollama.nix",
        """
        { pkgs, lib, ... }:
        {
          services.ollama = {
            enable = true;
            package = pkgs.ollama-rocm;
            host = "0.0.0.0";
            port = 11434;
            home = "/var/lib/ollama";
            loadModels = [ "llama3.2:3b" ];
            rocmOverrideGfx = "10.3.0";
            environmentVariables = {
              OLLAMA_KEEP_ALIVE = "1h";
              OLLAMA_KV_CACHE_TYPE = "q8_0";
            };
          };
        }
        """);
    healthy(
        "Dockerfile",
        """
        # syntax=docker/dockerfile:1
        ARG VERSION=0.33.0
        FROM ollama/ollama:${VERSION}
        ENV OLLAMA_HOST=0.0.0.0:8080 \\
            OLLAMA_MODELS=/models \\
            OLLAMA_DEBUG=false
        RUN ollama serve & sleep 5 && ollama pull gemma3:1b
        EXPOSE 8080
        ENTRYPOINT ["ollama", "serve"]
        """);
  }

  @Test
  void several_files_together() {
    machine
        .file(
            "home/me/base.yaml",
            "services:\n  o:\n    image: ollama/ollama\n    ports: [\"11434:11434\"]\n")
        .file(
            "home/me/gpu.yaml",
            "services:\n  o:\n    gpus: all\n    environment: {OLLAMA_NOPRUNE: 1}\n");
    Subject both = new Subject.Compose(List.of(Path.of("base.yaml"), Path.of("gpu.yaml")));
    Doctor.Diagnosis diagnosis = machine.diagnose(both);
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.notUnderstood()).isEmpty();
  }
}
